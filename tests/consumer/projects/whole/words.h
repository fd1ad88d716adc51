#ifndef WORDS_H_
#define WORDS_H_

// What the steps write: a library that only they link.
const char* Greeting();

#endif  // WORDS_H_

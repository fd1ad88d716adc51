#include "words.h"

const char* Greeting() { return "hello"; }

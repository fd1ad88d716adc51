#pragma once

template <class Tag>
struct Key {
  KEY_TYPE value;
};

#pragma once
#include "key.h"

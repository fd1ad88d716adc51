// A program with the diamond of the tests, whose whole command line is that of <instar/command_line.h>.
#include <instar/command_line.h>

#include "shop_migrations.h"

int main(int argc, char** argv) {
  instar::CommandLineSettings settings;
  settings.name = "shop";
  return instar::RunCommandLine(argc - 1, argv + 1, shop::migrations(), settings);
}

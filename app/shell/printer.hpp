// Gives pages to the computer's printer: the seam of what differs between operating systems.
//
// On Linux CUPS's `lp`, which reads them from its standard input, so that no file of ours holds them.
// Blocks until the printer's queue has taken them. Threads: any but the one that draws.
#pragma once

#include <string_view>

namespace epic::shell {

// False when there is no printer, or it does not take them.
bool print_pdf(std::string_view bytes);

} // namespace epic::shell

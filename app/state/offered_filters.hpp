// The filters that a list offers as chips to a person: those that can answer something for their department.
// Nobody of management has clients of their own. A filter that is on, by a saved view or a link, stays to be taken off.
#pragma once

#include <vector>

#include "core/model/field.hpp"
#include "core/model/query.hpp"

namespace epic::app {

std::vector<Filter> offered_filters(Entity entity, Department department, const std::vector<Filter>& active = {});

} // namespace epic::app

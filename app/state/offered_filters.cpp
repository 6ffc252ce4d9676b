#include "app/state/offered_filters.hpp"

#include <algorithm>

namespace epic::app {
namespace {

bool can_answer(Filter filter, Department department) {
    switch (filter) {
        case Filter::client_mine:
        case Filter::contract_my_clients: return department == Department::commercial;
        case Filter::event_mine: return department != Department::gestion;
        default: return true;
    }
}

} // namespace

std::vector<Filter> offered_filters(Entity entity, Department department, const std::vector<Filter>& active) {
    std::vector<Filter> offered = filters_of(entity);
    std::erase_if(offered, [&](Filter filter) {
        return !can_answer(filter, department) && std::find(active.begin(), active.end(), filter) == active.end();
    });
    return offered;
}

} // namespace epic::app

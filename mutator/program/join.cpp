#include "mutator/program/join.h"

#include <tuple>

namespace misfire {
namespace {

/// Where instantiations or units disagree on where a value comes from, all that any of them says is kept, and
/// no constant.
void join(Slot& slot, const Slot& other) {
  if (slot.origin == other.origin) return;
  if (slot.origin.constant != other.origin.constant) slot.origin.constant.reset();
  for (const auto& key : other.origin.reads) {
    if (std::find(slot.origin.reads.begin(), slot.origin.reads.end(), key) == slot.origin.reads.end()) {
      slot.origin.reads.push_back(key);
    }
  }
  slot.origin.copies = slot.origin.copies && slot.origin.reads.size() == 1;
}

void join(Site& site, Site other) {
  const auto slots = slots_of(site);
  const auto others = slots_of(other);
  for (std::size_t i = 0; i < slots.size() && i < others.size(); ++i)
    if (slots[i] && others[i]) join(*slots[i], *others[i]);
}

} // namespace

std::vector<Site> join_sites(std::vector<Site> sites) {
  const auto identity = [](const Site& site) { return std::tuple(site.range, site.meaning.index()); };
  return joined(
      std::move(sites), [&](const Site& a, const Site& b) { return identity(a) < identity(b); },
      [&](const Site& a, const Site& b) { return identity(a) == identity(b); },
      [](Site& site, Site&& other) { join(site, std::move(other)); });
}

ProgramFacts join_units(const std::vector<UnitFacts>& units) {
  ProgramFacts all;
  for (const auto& unit : units) {
    append(all.sites, unit.sites);
    append(all.functions, unit.functions);
    append(all.loops, unit.loops);
    append(all.calls, unit.calls);
    append(all.definitions, unit.definitions);
    append(all.rows, unit.rows);
    append(all.constants, unit.constants);
    append(all.stops, unit.stops);
    append(all.mentions, unit.mentions);
    append(all.forwards, unit.forwards);
    append(all.meetings, unit.meetings);
    append(all.tensor_uses, unit.tensor_uses);
    append(all.flags, unit.flags);
    append(all.networks, unit.networks);
    append(all.uses, unit.uses);
    append(all.quotients, unit.quotients);
  }
  all.sites = join_sites(std::move(all.sites));
  all.functions = joined(
      std::move(all.functions), [](const Function& a, const Function& b) { return a.key < b.key; },
      [](const Function& a, const Function& b) { return a.key == b.key; }, keep_first<Function>);
  all.loops = joined(
      std::move(all.loops), [](const Loop& a, const Loop& b) { return a.key < b.key; },
      [](const Loop& a, const Loop& b) { return a.key == b.key; },
      [](Loop& loop, Loop&& other) {
        if (loop.epochs && other.epochs) join(*loop.epochs, *other.epochs);
        auto& size = loop.batches.batch_size;
        if (size && other.batches.batch_size) join(*size, *other.batches.batch_size);
        loop.walks_data = loop.walks_data || other.walks_data;
        loop.walks_elements = loop.walks_elements || other.walks_elements;
        append(loop.header.reads, other.header.reads);
      });
  std::sort(all.constants.begin(), all.constants.end());
  const auto identity = [](const Call& call) {
    return std::tie(call.range, call.caller, call.callee, call.loop, call.by_definition);
  };
  all.calls = joined(
      std::move(all.calls), [&](const Call& a, const Call& b) { return identity(a) < identity(b); },
      [&](const Call& a, const Call& b) { return identity(a) == identity(b); }, keep_first<Call>);
  std::sort(all.stops.begin(), all.stops.end());
  std::sort(all.mentions.begin(), all.mentions.end());
  all.mentions.erase(std::unique(all.mentions.begin(), all.mentions.end()), all.mentions.end());
  std::sort(all.forwards.begin(), all.forwards.end());
  all.forwards.erase(std::unique(all.forwards.begin(), all.forwards.end()), all.forwards.end());
  all.stops.erase(std::unique(all.stops.begin(), all.stops.end()), all.stops.end());
  const auto whose = [](const Meeting& meeting) {
    return std::tie(meeting.value, meeting.call, meeting.meets, meeting.next, meeting.function, meeting.loop,
                    meeting.entry, meeting.enters);
  };
  all.meetings = joined(
      std::move(all.meetings), [&](const Meeting& a, const Meeting& b) { return whose(a) < whose(b); },
      [](const Meeting& a, const Meeting& b) { return a == b; }, keep_first<Meeting>);
  return all;
}

bool is_test(const ProgramFacts& facts, const Key& function) {
  return std::any_of(facts.functions.begin(), facts.functions.end(),
                     [&](const Function& known) { return known.test && known.key == function; });
}

} // namespace misfire

#include "mutator/operators/registration/siblings.h"

#include <algorithm>
#include <regex>

namespace misfire::operators {

std::vector<const Registration*> siblings_of(const At<Registration>& registration) {
  std::vector<const Registration*> siblings;
  if (registration->type.empty()) return siblings;
  for (const auto& site : registration.program.sites) {
    const auto* other = as<Registration>(site);
    if (other && other != &registration.meaning && site.function == registration.site.function &&
        site.range.file == registration.site.range.file && other->type == registration->type)
      siblings.push_back(other);
  }
  return siblings;
}

bool is_member_name(const std::string& text) {
  static const std::regex name("[A-Za-z_][A-Za-z0-9_]*");
  return std::regex_match(text, name);
}

std::string holder_before(const TrainingProgram& program, const Registration& registration) {
  const auto& text = get_file(program, registration.registered.file).text;
  const auto line = text.rfind('\n', registration.registered.begin) + 1;
  const auto before = text.substr(line, registration.registered.begin - line);
  static const std::regex kept(R"(([A-Za-z_]\w*)\s*[={(]\s*(this->)?register_module\()");
  std::string holder;
  std::size_t behind = 0;
  for (std::sregex_iterator found(before.begin(), before.end(), kept), none; found != none; ++found) {
    holder = (*found)[1];
    behind = static_cast<std::size_t>(found->position() + found->length());
  }
  const bool is_its_own =
      before.find("register_module(", behind) == before.npos && before.find(';', behind) == before.npos;
  return is_its_own ? holder : std::string();
}

} // namespace misfire::operators

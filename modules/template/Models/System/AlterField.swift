/// What can be kept from some who may otherwise see an alter.
enum AlterField: String, Sendable, CaseIterable {
  case name, pronouns, description, birthday, avatar, color
}

/// What can be kept from some who may otherwise see an alter.
enum AlterField: String, Sendable, CaseIterable {
  case name, pronouns, description, birthday, avatar, color

  var kind: ShownTo.Kind {
    switch self {
    case .name: .name
    case .pronouns: .pronouns
    case .description: .description
    case .birthday: .birthday
    case .avatar: .avatar
    case .color: .color
    }
  }
}

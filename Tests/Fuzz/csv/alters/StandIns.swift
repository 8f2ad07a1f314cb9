import Kit

// As much of the Template house as reading and writing alters.csv needs, without a database.

struct Alter: Sendable, Equatable {
  enum Kind: String, Sendable { case alter, status }

  let id: Int64
  let slug: String
  var name: String
  var pronouns: String
  var color: String
  var visibility: Visibility
  var frontVisibility: Visibility
  var kind: Kind
}

enum Visibility: String, Sendable {
  case everyone = "public"
  case members, friends
  case nobody = "private"
}

struct Front {
  struct Fronter {
    let alter: Alter
    let since: Moment
    let status: String
  }

  let fronters: [Fronter]
}

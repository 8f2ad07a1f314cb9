import Kit

/// Notes that members leave for each other.
public struct ExampleModule: Module {
  public static let name = "example"
  public static let title = "Example"
  public static let summary = "Notes that members leave for each other."
  public static let prefixes = ["/example"]
  // A key that ends in `.read` or `.see` stays with somebody who is silenced.
  public static let permissions = [
    Permission("example.read", "Read the notes in Example.", .everyone),
    Permission("example.write", "Leave notes in Example.", .members),
    Permission("example.moderate", "Remove what others left in Example.", .moderators),
  ]

  let house: House

  public init(_ house: House) throws { self.house = house }

  public var routes: [Route] {
    [
      .get("/example", .needs("example.read"), noteList),
      .post("/example/note", .needs("example.write"), noteCreate).atMost(.posts),
      .get("/example/note/:id", .needs("example.read"), noteShow),
      .post("/example/note/:id/remove", .members, noteRemove),
    ]
  }

  // The icon is a symbol of static/icons.svg.
  public var navigation: [NavigationItem] {
    [NavigationItem("Example", "/example", icon: "log", needs: "example.read")]
  }
}

/// The named places that a face may fill, in the order in which one meets them.
enum OutletGuide {
  struct Place {
    let name: String
    let title: String
    let use: String
    /// What it gets beside the shell.
    let gets: String
  }

  static let places = [
    Place(name: "site-header", title: "Header", use: "at the end of the header's bar", gets: ""),
    Place(name: "site-intro", title: "Under the header", use: "who fronts, and the greeting", gets: ""),
    Place(name: "before-main", title: "Above the content", use: "of every page", gets: "the page's own"),
    Place(name: "after-main", title: "Below the content", use: "of every page", gets: "the page's own"),
    Place(
      name: "sidebar", title: "Beside the content", use: "behind the page's own aside", gets: "the page's own"
    ),
    Place(name: "site-footer", title: "Footer", use: "behind the site's name", gets: ""),
    Place(name: "home-greeting", title: "Welcome", use: "on top of the front page", gets: "parts"),
    Place(name: "home-below", title: "End of the front page", use: "below the houses' parts", gets: "parts"),
    Place(
      name: "category-above", title: "Above a category", use: "above its threads", gets: "category, threads"),
    Place(
      name: "thread-above", title: "Above a thread", use: "between title and posts", gets: "thread, posts"),
    Place(name: "thread-below", title: "Below a thread", use: "below the last post", gets: "thread, posts"),
    Place(
      name: "post-byline", title: "Beside a name", use: "in a post's byline", gets: "number, speaker, time"),
    Place(
      name: "post-footer", title: "End of a post", use: "behind votes and actions",
      gets: "number, speaker, time"),
    Place(
      name: "composer-above", title: "Above the writing field", use: "above its label", gets: "name, label"),
    Place(name: "room-above", title: "Under a room's name", use: "in a room", gets: "room, rooms, people"),
  ]

  static func place(_ name: String) -> Place? { places.first { "outlets/\($0.name)" == name } }
}

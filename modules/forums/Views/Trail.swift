import Templating

/// Where a page lies in the forums.
struct Trail: Renderable {
  private let steps: [Value]

  init(_ steps: (title: String, href: String)...) {
    self.steps =
      [["title": "Forums", "href": "/forums/"]] + steps.map { ["title": $0.title, "href": $0.href] }
  }

  var value: Value { ["steps": steps] }
}

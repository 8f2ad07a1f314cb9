import Templating

/// Where a page lies in the forums.
struct Trail: Renderable {
  private let steps: [Value]

  init(_ steps: (title: String, href: String)...) {
    self.steps = ([("Forums", "/forums/")] + steps).map { title, href in
      var record = RecordBuilder(Self.shape)
      record.append("title", title)
      record.append("href", href)
      return record.value()
    }
  }

  private static let shape = Shape("title", "href")

  var value: Value { ["steps": steps] }
}

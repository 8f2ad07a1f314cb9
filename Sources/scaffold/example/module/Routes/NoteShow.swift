import Kit
import Templating

extension ExampleModule {
  /// GET /example/note/:id
  func noteShow(_ request: Request) throws -> Response {
    let id = try request.id("id")
    let note = try house.read { try Note.find(id, $0) }
    let home: Value = ["title": "Example", "href": "/example"]
    let page: Value = [
      "note": note.view(for: request.viewer, at: request.now), "trail": ["steps": [home]] as Value,
    ]
    return try house.page("example/note", page, request)
  }
}

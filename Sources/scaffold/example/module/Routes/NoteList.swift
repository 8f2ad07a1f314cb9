import HTTPTypes
import Kit
import Templating

extension ExampleModule {
  /// GET /example
  func noteList(_ request: Request) throws -> Response { try notePage(request) }

  /// The page, with what was typed and what was wrong with it if a form was refused.
  func notePage(
    _ request: Request, text: String = "", error: String? = nil, status: Response.Status = .ok
  ) throws -> Response {
    let notes = try house.read(Note.latest)
    let page: Value = [
      "notes": notes.map { $0.view(for: request.viewer, at: request.now) },
      "canWrite": request.viewer.can("example.write"),
      "text": text, "error": error,
    ]
    return try house.page("example/index", page, request, status: status)
  }
}

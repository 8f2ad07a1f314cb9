import Admin
import HTTPTypes
import Kit
import Template
import TemplateFaces

/// A page shown in a draft of a face: as somebody else sees it, framed by the editor alone, kept by nobody.
extension Site {
  /// Whoever is signed in becomes whom the preview is for, in this request only.
  func enterPreview(_ request: Request) throws {
    guard let role = try template.faces.beginPreview(request) else { return }
    request.viewer = try admin.authentication.seen(as: role, by: role == .guest ? nil : request.viewer)
  }

  func asPreview(_ response: Response) -> Response {
    var response = response
    response.headers.removeAll { [.cacheControl, .setCookie].contains($0.name) }
    return response.with(.cacheControl, "no-store").with(.robots, "noindex, nofollow").with(
      .preview, "framed")
  }

  func specimens(for role: Role) throws -> [Specimen] {
    let viewer = try admin.authentication.seen(as: role, by: nil)
    let disabled = try registry.disabledHouses()
    return try houses.filter { !disabled.contains(type(of: $0).name) }.flatMap {
      try $0.specimens(for: viewer)
    }
  }
}

import HTTPTypes
import Kit
import Templating

extension Faces {
  /// GET /admin/faces/:face/preview: the draft on the pages of the site, as a guest or a member sees them.
  func previewShow(_ request: Request) throws -> Response {
    let face = try editedFace(request)
    guard let design = face.design else { throw Fault.notFound }
    if let problem = stage.fitting(design, face.slug).objection {
      return .seeOther(face.href).flash(.warn, "It can't be shown yet. \(problem.place): \(problem.reason)")
    }
    let audience = PreviewToken.Audience(rawValue: request.query["as"] ?? "") ?? .guest
    let salt = try front.cast(for: request).salt
    let frames = Frame.all.map { frame in
      let token = PreviewToken(
        draft: design.hash, audience: audience, scheme: frame.scheme,
        expires: request.now + PreviewToken.lifetime)
      return (frame, token.signed(salt) + (frame.isLarge ? "&text=200" : ""))
    }
    let page: Value = [
      "title": face.title, "href": face.href, "isGuest": audience == .guest,
      "pages": try pages(audience, request).map { title, path in
        [
          "title": title,
          "frames": frames.map { frame, token in frame.view(title, "\(path)?preview=\(token)") },
        ] as Value
      },
    ]
    return try house.page("template/preview", page, request).with(.cacheControl, "no-store")
  }

  private func pages(_ audience: PreviewToken.Audience, _ request: Request) throws -> [(
    title: String, path: String
  )] {
    let specimens = try house.doors.specimens(audience == .guest ? .guest : .member)
    let own =
      audience == .guest
      ? [("Signing in", "/sign-in")] : [("Your account", "/account"), ("Who is fronting", "/account/front")]
    return [("Front page", "/")] + specimens.map { ($0.title, $0.href) } + own + [
      ("Nothing here", "/no-such-page")
    ]
  }
}

/// A size and a light that every page is shown in.
private struct Frame {
  let title: String
  let scheme: Look.Scheme
  let isNarrow: Bool
  /// Text at twice its size.
  var isLarge = false

  static let all = [
    Frame(title: "light", scheme: .light, isNarrow: false),
    Frame(title: "dark", scheme: .dark, isNarrow: false),
    Frame(title: "light, 320 pixels", scheme: .light, isNarrow: true),
    Frame(title: "dark, 320 pixels", scheme: .dark, isNarrow: true),
    Frame(title: "text at 200 %", scheme: .light, isNarrow: false, isLarge: true),
  ]

  func view(_ page: String, _ href: String) -> Value {
    ["title": "\(page), \(title)", "caption": title, "href": href, "isNarrow": isNarrow]
  }
}

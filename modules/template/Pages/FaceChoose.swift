import Kit

extension TemplateModule {
  /// POST /face: how this browser wants to see the site, whoever fronts.
  func faceChoose(_ request: Request) throws -> Response {
    let form = try request.form()
    var look = Look(cookie: request.cookies[Look.cookieName])
    look.face = Look.Face(rawValue: form["face"]) ?? look.face
    look.scheme = Look.Scheme(rawValue: form["scheme"]) ?? look.scheme
    return .seeOther(Self.back(form["back"])).setting(look.cookie(isSecure: house.settings.isSecure))
  }

  /// Only to a page of this site: what begins with two slashes or a backslash leads elsewhere.
  static func back(_ path: String) -> String {
    let isOurs = path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
    return isOurs && path.utf8.allSatisfy { $0 > 32 && $0 < 127 } ? path : "/"
  }
}

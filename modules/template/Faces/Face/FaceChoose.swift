import Kit
import Templating

extension Faces {
  /// GET /face: the choice on a page of its own, for pages that have no room for it.
  func faceShow(_ request: Request) throws -> Response {
    let back = LocalPath.checked(request.query["back"] ?? "/")
    return try house.page("template/look", ["back": back, "path": back] as Value, request)
  }

  /// POST /face: how somebody wants to see the site, whoever fronts. Members keep it on their account.
  func faceChoose(_ request: Request) throws -> Response {
    let form = try request.form()
    let account = request.viewer.account?.id
    var look = try look(account, request)
    look.face = Look.Face(form["face"]) ?? look.face
    look.scheme = Look.Scheme(rawValue: form["scheme"]) ?? look.scheme
    let repaint = form["repaint"]
    look.asks = repaint.isEmpty ? look.asks : repaint == "ask"
    let answer = Response.seeOther(LocalPath.checked(form["back"]))
    guard let account else { return answer.setting(look.cookie(isSecure: house.settings.isSecure)) }
    let chosen = look
    try house.write { try ChosenLook.keep(chosen, of: account, $0) }
    return answer
  }
}

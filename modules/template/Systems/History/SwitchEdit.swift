import Foundation
import GRDB
import HTTPTypes
import Kit

extension Systems {
  /// POST …/front/switches/:id: when it was, and its note. `span` is where the form stands.
  func switchSave(_ request: Request, _ place: FrontPlace) throws -> Response {
    let (id, form) = (try request.id("id"), try request.form())
    let note = PlainText.line(form["note"])
    do {
      let time = form.has("at") ? form["at"].trimmingCharacters(in: .whitespaces) : nil
      try change(id, time, note, request, place)
    } catch let refused as Refused {
      return try showAgain(form["at"], note, refused, request, place)
    }
    return .seeOther("\(place.base)/history").flash(.good, "Saved.")
  }

  private func change(
    _ id: Int64, _ time: String?, _ note: String, _ request: Request, _ place: FrontPlace
  ) throws {
    try Switch.check(note: note)
    let author = Author(request)
    try changeHistory(of: place.account, by: author, target: "switch:\(id)") { db in
      guard let line = try SwitchLine.find(id, of: place.account, db) else { throw Fault.notFound }
      let zone = try Zone(request.form()["zone"]) ?? Zone.of(place.account, db)
      try line.sight(zone).check(request.form(), back: "\(place.base)/history")
      if let time, time != zone.field(line.at) {
        let moment = try SpanForm.moment(time, "at", zone)
        try line.move(to: moment, of: place.account, by: author, db)
      }
      try line.setNote(note, db)
    }
  }

  private func showAgain(
    _ time: String, _ note: String, _ refused: Refused, _ request: Request, _ place: FrontPlace
  ) throws -> Response {
    guard let span = Int64(try request.form()["span"]) else { throw Fault.invalid(refused.sentence) }
    let form = try request.form()
    let typed = SpanPage.Typed(
      time: time, note: note, clocks: Zone(form["zone"]), saw: form[Sight.field], refused: refused)
    let page = try house.read { try SpanPage(span, place, typed, now: request.now, $0) }
    guard let page else { throw Fault.invalid(refused.sentence) }
    return try house.page("template/span", page.value, request, status: .unprocessableContent)
  }
}

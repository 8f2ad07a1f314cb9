import Foundation
import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET …/front/spans/:id: one time that somebody fronted, and all that can be corrected about it.
  func spanShow(_ request: Request, _ place: FrontPlace) throws -> Response {
    try spanShow(request, place, SpanPage.Typed())
  }

  /// POST …/front/spans/:id: begin and end.
  func spanSave(_ request: Request, _ place: FrontPlace) throws -> Response {
    let (span, form) = (try span(request, place), SpanForm(try request.form()))
    do {
      return try put(
        span.alterId, form, request, place, action: "\(place.base)/spans/\(span.id)", hidden: [],
        done: "Corrected."
      ) { db in
        // As it is now, not as it was when the request came.
        guard let span = try Span.find(span.id, of: place.account, db) else { throw Fault.notFound }
        let zone = try form.clocks ?? Zone.of(place.account, db)
        let now = SpanForm(span, zone)
        try Sight.times(now.from, now.to).check(request.form(), back: request.path)
        return try form.placement(correcting: span, of: place.account, zone)
      }
    } catch let refused as Refused {
      return try spanShow(request, place, SpanPage.Typed(times: form, refused: refused))
    }
  }

  /// POST …/front/spans/:id/delete
  func spanDelete(_ request: Request, _ place: FrontPlace) throws -> Response {
    let span = try span(request, place)
    let author = Author(request)
    try changeHistory(of: place.account, by: author, target: "alter:\(span.alterId)") { db in
      // Somebody else may have been faster.
      guard let span = try Span.find(span.id, of: place.account, db) else { throw Fault.notFound }
      try span.delete(of: place.account, by: author, db)
    }
    return .seeOther("\(place.base)/history").flash(.good, "Deleted.")
  }

  /// POST …/front/spans/:id/comments: one more, or one less.
  func spanComment(_ request: Request, _ place: FrontPlace) throws -> Response {
    let (span, form) = (try span(request, place), try request.form())
    if form.has("remove") {
      guard let id = Int64(form["remove"]) else { throw Fault.notFound }
      try house.write { try SpanComment.remove(id, of: span.id, $0) }
      return .seeOther("\(place.base)/spans/\(span.id)").flash(.good, "Removed.")
    }
    let body = PlainText.text(form["comment"])
    do {
      try SpanComment.check(body)
      try house.write { db in
        guard try SpanComment.of(span.id, db).count < SpanComment.most else {
          throw Refused(field: "comment", "There are \(SpanComment.most) comments here already.")
        }
        try SpanComment.insert(body, on: span.id, by: Author(request), db)
      }
    } catch let refused as Refused {
      return try spanShow(request, place, SpanPage.Typed(comment: body, refused: refused))
    }
    return .seeOther("\(place.base)/spans/\(span.id)").flash(.good, "Saved.")
  }

  func span(_ request: Request, _ place: FrontPlace) throws -> Span {
    let id = try request.id("id")
    guard let span = try house.read({ try Span.find(id, of: place.account, $0) }) else {
      throw Fault.notFound
    }
    return span
  }

  func spanShow(_ request: Request, _ place: FrontPlace, _ typed: SpanPage.Typed) throws -> Response {
    let id = try request.id("id")
    let page = try house.read { try SpanPage(id, place, typed, now: request.now, $0) }
    guard let page else { throw Fault.notFound }
    return try house.page(
      "template/span", page.value, request, status: typed.refused == nil ? .ok : .unprocessableContent)
  }

  /// A correction of a history; what it did to each span stands in `template_span_audit`, and for the site's
  /// own system in the audit log as well.
  func changeHistory(
    of account: Int64?, by author: Author, target: String, _ change: (Database) throws -> Void
  ) throws {
    try changeFront(
      of: account, by: author, act: "front.history", target: target,
      state: { try SpanAudit.mark(of: account, $0) }, change)
  }
}

extension SpanComment {
  fileprivate static func check(_ body: String) throws {
    guard !body.isEmpty else { throw Refused(field: "comment", "Write something first.") }
    if let objection = PlainText.objection(toText: body, longest: longest) {
      throw Refused(field: "comment", objection.sentence(about: "A comment"))
    }
  }
}

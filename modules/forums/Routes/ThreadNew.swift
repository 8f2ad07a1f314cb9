import GRDB
import Kit

extension ForumsModule {
  /// GET /forums/category/:id/new
  func threadNew(_ request: Request) throws -> Response {
    let (category, account) = (try request.id("id"), try request.account())
    let last = try house.read { try Writing.last(of: account.id, $0) }
    return try show(beginning(Draft(in: category, after: last), request), request)
  }

  /// POST /forums/category/:id/new
  func threadCreate(_ request: Request) throws -> Response {
    let draft = Draft(try request.form(), hasTitle: true).checked()
    let composer = try beginning(draft, request)
    let category = try request.id("id")
    let probation = try house.read { try self.probation(of: request, in: .category(category), $0) }
    return try send(composer, probation, request) { writing in
      let place = try house.write { db in
        let outcome = try writing.begin(draft.cleanTitle, in: category, db)
        guard !outcome.isRepeat else { return outcome.place }
        try Reading.advance(writing.voice.account, in: outcome.place.thread, to: 1, db)
        try announce(outcome.place, in: .category(category), db)
        return outcome.place
      }
      return .seeOther(Thread.address(place.thread))
    }
  }

  private func beginning(_ draft: Draft, _ request: Request) throws -> Composer {
    let id = try request.id("id")
    return try house.read { db in
      let category = try Category.find(id, for: request.viewer, db)
      try request.viewer.require("forums.start", in: category.scope)
      return Composer(
        purpose: .thread(in: category), draft: draft, speakers: .of(try voices(of: request, db)))
    }
  }
}

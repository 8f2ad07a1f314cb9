import Kit

extension Systems {
  /// The pages about a front: of the site's own system for those who may say who fronts, and of each account's
  /// for itself.
  var frontPages: [Route] {
    [.get("/systems/:account/history", .everyone, historyVisit)]
      + [.get("/account/front", .members) { try frontShow($0, .site) }]
      + switching("/account/front", .needs(Self.mayFront)) { _ in .site }
      + [.get("/account/system/front", .members) { try frontShow($0, .own($0)) }]
      + switching("/account/system/front", .members) { try .own($0) }
      + [
        .get("/account/system/front/showing", .members, frontAudience),
        .post("/account/system/front/showing", .members, quiet: true, frontAudienceSave),
      ]
      + history("/account/front", .needs(Self.mayFront)) { _ in .site }
      + history("/account/system/front", .members) { try .own($0) }
  }

  private func switching(
    _ base: String, _ access: Access, _ place: @escaping @Sendable (Request) throws -> FrontPlace
  ) -> [Route] {
    [
      .post(base, access) { try frontSwitch($0, place($0)) },
      .post("\(base)/undo", access) { try frontUndo($0, place($0)) },
      .post("\(base)/status", access) { try frontStatus($0, place($0)) },
    ]
  }

  private func history(
    _ base: String, _ access: Access, _ place: @escaping @Sendable (Request) throws -> FrontPlace
  ) -> [Route] {
    [
      .get("\(base)/history", access) { try historyShow($0, place($0)) },
      .post("\(base)/history", access) { try spanEnter($0, place($0)) },
      .get("\(base)/history/new", access) { try spanNew($0, place($0)) },
      .get("\(base)/spans/:id", access) { try spanShow($0, place($0)) },
      .post("\(base)/spans/:id", access) { try spanSave($0, place($0)) },
      .post("\(base)/spans/:id/delete", access) { try spanDelete($0, place($0)) },
      .post("\(base)/spans/:id/comments", access) { try spanComment($0, place($0)) },
      .post("\(base)/switches/:id", access) { try switchSave($0, place($0)) },
      .get("\(base)/statistics", access) { try statisticsShow($0, place($0)) },
      .post("\(base)/zone", access) { try zoneSave($0, place($0)) },
    ]
  }
}

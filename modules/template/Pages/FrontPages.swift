import Kit

extension TemplateModule {
  /// The pages about a front: of the site's own system for those who may say who fronts, and of each account's
  /// for itself.
  var frontPages: [Route] {
    [.get("/account/front", .members) { try frontShow($0, .site) }]
      + switching("/account/front", .needs(Self.mayFront)) { _ in .site }
      + [.get("/account/system/front", .members) { try frontShow($0, .own($0)) }]
      + switching("/account/system/front", .members) { try .own($0) }
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
}

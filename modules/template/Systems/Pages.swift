import Kit

extension Systems {
  /// The pages about systems, which stand in several houses' prefixes.
  package var pages: [Route] {
    frontPages + [
      .post("/account/front/partly", .needs(Self.mayManage), frontPartly),
      .post("/account/front/together", .needs(Self.mayManage), frontTogether),
      .post("/account/front/showing", .needs(Self.mayManage), frontShowing),

      .get("/account/alters", .members, alterList),
      .post("/account/alters", .needs(Self.mayManage), alterCreate),
      .get("/account/alters/:id", .needs(Self.mayManage), alterEdit),
      .post("/account/alters/:id", .needs(Self.mayManage), alterSave),
      .post("/account/alters/:id/show", .needs(Self.mayManage), confirmed: true, alterShow),
      .post("/account/alters/:id/archive", .needs(Self.mayManage), alterArchive),

      .get("/account/system/speaking", .members, speakingEdit),
      .post("/account/system/speaking", .members, speakingSave),
      .post("/account/system/speaking/try", .members, quiet: true, speakingTry).atMost(.previews),
      .get("/account/system/alters/:id/tags", .members, tagsEdit),
      .post("/account/system/alters/:id/tags", .members, tagsSave),
    ] + relationPages + systemPages
  }

  /// What people are to each other.
  private var relationPages: [Route] {
    [
      .get("/account/friends", .members, friendList),
      .post("/account/friends", .members, friendAsk),
      .post("/account/friends/telling", .members, friendTelling),
      .post("/account/friends/site", .needs(Self.mayManage), friendSite),
      .post("/account/friends/:id/accept", .members, friendAccept),
      .post("/account/friends/:id/decline", .members, quiet: true, friendDecline),
      .post("/account/friends/:id/withdraw", .members, quiet: true, friendWithdraw),
      .post("/account/friends/:id/remove", .members, quiet: true, friendRemove),
      .post("/account/friends/:id/hear", .members, quiet: true, friendHear),
      .post("/account/lists", .members, listCreate),
      .get("/account/lists/:id", .members, listEdit),
      .post("/account/lists/:id", .members, listSave),
      .post("/account/lists/:id/remove", .members, quiet: true, listRemove),
      .get("/account/notices", .members, noticeList),
      .get("/account/notices/latest", .members, noticeLatest),
    ]
  }
}

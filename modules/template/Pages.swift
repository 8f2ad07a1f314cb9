import Kit

extension TemplateModule {
  /// What Components mounts in other houses' prefixes: this house has no routes of its own.
  public var pages: [Route] {
    frontPages + [
      .post("/account/front/house", .needs(Self.mayManage), faceOfHouse),
      .post("/account/front/partly", .needs(Self.mayManage), facePartly),
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
      .get("/account/system/import", .members, importList),
      .post(Self.importForm, .members, importUpload),
      .get("/account/system/import/:id", .members, importShow),
      .get("/account/system/import/:id/progress", .members, importProgress),
      .post("/account/system/import/:id", .members, importConfirm),
      .post("/account/system/import/:id/stop", .members, quiet: true, importStop),
      .post("/account/system/import/:id/undo", .members, importUndo),
      .get("/account/system/export", .members, systemExportShow),
      .post("/account/system/export", .members, confirmed: true, quiet: true, systemExport),

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

      .get("/admin/faces", .needs(Self.mayManage), faceList),
      .post("/admin/faces/:face/open", .needs(Self.mayManage), faceOpen),
      .get("/face", .everyone, faceShow),
      .post("/face", .everyone, faceChoose),
    ] + systemPages + editorPages
  }
}

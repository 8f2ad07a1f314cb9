import Kit

extension Systems {
  /// Every account's own system, and what others see of it.
  var systemPages: [Route] {
    [
      .get("/account/system", .members, systemShow),
      .get("/account/system/edit", .members, systemEdit),
      .post(Self.systemForm, .members, systemSave),

      .get("/account/system/alters/new", .members, profileNew),
      .post(Self.newProfileForm, .members, profileCreate),
      .get("/account/system/alters/:id", .members, profileEdit),
      .post(Self.profileForm, .members, profileSave),
      .post("/account/system/alters/:id/move", .members, profileMove),
      .post("/account/system/alters/:id/archive", .members, quiet: true, profileArchive),
      .post("/account/system/alters/:id/restore", .members, profileRestore),
      .get("/account/system/alters/:id/delete", .members, profileDeleteAsk),
      .post("/account/system/alters/:id/delete", .members, quiet: true, profileDelete),

      .get("/account/system/groups", .members, groupList),
      .post("/account/system/groups", .members, groupCreate),
      .get("/account/system/groups/:id", .members, groupEdit),
      .post("/account/system/groups/:id", .members, groupSave),
      .post("/account/system/groups/:id/move", .members, groupMove),
      .get("/account/system/groups/:id/delete", .members, groupDeleteAsk),
      .post("/account/system/groups/:id/delete", .members, quiet: true, groupDelete),

      .get("/account/system/fields", .members, fieldList),
      .post("/account/system/fields", .members, fieldCreate),
      .get("/account/system/fields/:id", .members, fieldEdit),
      .post("/account/system/fields/:id", .members, fieldSave),
      .post("/account/system/fields/:id/move", .members, fieldMove),
      .get("/account/system/fields/:id/delete", .members, fieldDeleteAsk),
      .post("/account/system/fields/:id/delete", .members, quiet: true, fieldDelete),

      .post("/account/showing", .members, showingAgree),
      .post("/account/showing/everyone", .members, confirmed: true, showingAgree),

      .get("/systems/:account", .everyone, systemVisit),
      .get("/alters/:id", .everyone, alterVisit),
      .get("/pictures/:mark", .everyone, pictureShow),
    ]
  }
}

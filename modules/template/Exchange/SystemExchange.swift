import Kit
import TemplateSystems

/// What goes in and out of accounts' systems: files of other programs and of ours.
package struct SystemExchange: Sendable {
  let house: House
  let systems: Systems

  package init(_ house: House, with systems: Systems) { (self.house, self.systems) = (house, systems) }

  package static let largeForms = [importForm]
  static let importForm = LargeForm("/account/system/import", limit: ImportFolder.largestForm + 65_536)

  package var pages: [Route] {
    [
      .get("/account/system/import", .members, importList),
      .post(Self.importForm, .members, importUpload),
      .get("/account/system/import/:id", .members, importShow),
      .get("/account/system/import/:id/progress", .members, importProgress),
      .post("/account/system/import/:id", .members, importConfirm),
      .post("/account/system/import/:id/stop", .members, quiet: true, importStop),
      .post("/account/system/import/:id/undo", .members, importUndo),
      .get("/account/system/export", .members, systemExportShow),
      .post("/account/system/export", .members, confirmed: true, quiet: true, systemExport),
    ]
  }

  package var jobs: [Job] { importJobs }
}

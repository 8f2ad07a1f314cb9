import Foundation
import GRDB
import HTTPTypes
import Kit
import Templating

extension SystemExchange {
  static let importPage = "/account/system/import"

  /// GET /account/system/import
  func importList(_ request: Request) throws -> Response { try importPage(request) }

  /// POST /account/system/import: the file goes to the disk as it comes, and is read by a job.
  func importUpload(_ request: Request) throws -> Response {
    let account = try request.account()
    let folder = ImportFolder(house)
    var places: [String: ImportFolder.Place] = [:]
    do {
      let names = try request.receiveFiles { field in
        guard ["file", "pictures"].contains(field) else { return nil }
        if places[field] == nil { places[field] = try folder.make() }
        return places[field]?.handle
      }
      for (field, place) in places {
        try place.handle.close()
        // A choice that was left empty.
        if names[field]?.isEmpty != false {
          try folder.remove(place.name)
          places[field] = nil
        }
      }
      guard let file = places["file"] else {
        try folder.remove(places)
        return try importPage(request, error: "Please choose a file first.")
      }
      guard let id = try begin(file.name, places["pictures"]?.name ?? "", account, request) else {
        try folder.remove(places)
        return try importPage(
          request, error: "Another import is not over yet. Please finish or stop it first.")
      }
      return .seeOther("\(Self.importPage)/\(id)")
    } catch {
      for place in places.values { try? place.handle.close() }  // the error on its way is the one to tell
      try folder.remove(places)
      throw error
    }
  }

  private func begin(
    _ file: String, _ pictures: String, _ account: Viewer.Account, _ request: Request
  ) throws -> Int64? {
    try house.write { db in
      let id = try ImportRecord.begin(
        .reading, of: account.id, file: file, pictures: pictures, now: request.now, db)
      if let id { try house.doors.enqueue(Self.importJob, "\(id)", db) }
      return id
    }
  }

  private func importPage(_ request: Request, error: String? = nil) throws -> Response {
    let account = try request.account()
    let records = try house.read { db in try ImportRecord.list(of: account.id, db) }
    let page: Value = [
      "error": error, "formats": FileFormat.titles, "hasImports": !records.isEmpty,
      "imports": records.map { record -> Value in
        [
          "href": "\(Self.importPage)/\(record.id)", "title": record.app?.title ?? "A file",
          "words": record.state.words, "begun": record.begunAt.view(from: request.now),
        ]
      },
    ]
    return try house.page(
      "template/import", page, request, status: error == nil ? .ok : .unprocessableContent)
  }
}

/// One import.
extension SystemExchange {
  /// GET /account/system/import/:id
  func importShow(_ request: Request) throws -> Response {
    let record = try importRecord(request)
    let progress = ImportFolder(house).progress(record.id)
    let page: Value = [
      "href": "\(Self.importPage)/\(record.id)", "title": record.app?.title ?? "Your file",
      "state": record.state.rawValue, "words": record.state.words, "isBusy": record.state.isBusy,
      "isReady": record.state == .ready, "isDone": record.state == .done, "isFailed": record.state == .failed,
      "hasReport": [.ready, .done, .undone].contains(record.state), "sentence": record.sentence,
      "done": progress.map { "\($0.done)" }, "total": progress.map { "\($0.total)" },
      "report": record.report, "isArchive": record.app == .rowhouse,
    ]
    return try house.page("template/import-show", page, request)
  }

  /// GET /account/system/import/:id/progress: for the page's script.
  func importProgress(_ request: Request) throws -> Response {
    let record = try importRecord(request)
    var object = JSONObject()
    object.add("state", record.state.rawValue)
    if let progress = ImportFolder(house).progress(record.id) {
      object.add("done", Int64(progress.done))
      object.add("total", Int64(progress.total))
    }
    return Response.json(object.text).with(.cacheControl, "private, no-store")
  }

  /// POST /account/system/import/:id: yes, put it in.
  func importConfirm(_ request: Request) throws -> Response {
    let record = try importRecord(request)
    let form = try request.form()
    let wishes = ImportWishes(
      isAsSaid: form["who"] == "as-said", makesLists: form["lists"] == "make",
      bringsBack: form["deleted"] == "bring")
    return try move(record, from: .ready, to: .importing, wishes, request)
  }

  /// POST /account/system/import/:id/undo
  func importUndo(_ request: Request) throws -> Response {
    try move(importRecord(request), from: .done, to: .undoing, nil, request)
  }

  /// POST /account/system/import/:id/stop: the file is removed, and nothing was changed.
  func importStop(_ request: Request) throws -> Response {
    let record = try importRecord(request)
    guard record.state == .ready || record.state == .reading else { return .seeOther(Self.importPage) }
    try house.write { db in
      try ImportRecord.fail(record.id, "You stopped it, and nothing was changed.", now: request.now, db)
    }
    try ImportFolder(house).remove(record)
    return .seeOther(Self.importPage).flash(.good, "Stopped. The file is removed, and nothing was changed.")
  }

  private func move(
    _ record: ImportRecord, from old: ImportRecord.State, to new: ImportRecord.State,
    _ wishes: ImportWishes?, _ request: Request
  ) throws -> Response {
    let isMoved = try house.write { db in
      guard try ImportRecord.move(record.id, from: old, to: new, wishes, now: request.now, db) else {
        return false
      }
      try house.doors.enqueue(Self.importJob, "\(record.id)", db)
      return true
    }
    let page = Response.seeOther("\(Self.importPage)/\(record.id)")
    return isMoved ? page : page.flash(.warn, "That can't be done just now: another import is not over yet.")
  }

  /// Somebody else's is not there.
  private func importRecord(_ request: Request) throws -> ImportRecord {
    let (account, id) = (try request.account(), try request.id("id"))
    let record = try house.read { db in try ImportRecord.find(id, db) }
    guard let record, record.account == account.id else { throw Fault.notFound }
    return record
  }
}

extension ImportRecord.State {
  fileprivate var words: String {
    switch self {
    case .reading: "is being read"
    case .ready: "is read, and waits for your word"
    case .importing: "is being imported"
    case .done: "was imported"
    case .undoing: "is being taken back"
    case .undone: "was taken back"
    case .failed: "was not imported"
    }
  }
}

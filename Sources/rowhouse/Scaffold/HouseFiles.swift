/// What a new house begins with: one page with a list and a form, that work, with a test that says so.
struct HouseFiles {
  let name: String
  let target: String

  /// Texts by their path.
  var all: [String: String] {
    [
      "modules/\(name)/\(target)Module.swift": module,
      "modules/\(name)/Migrations.swift": migrations,
      "modules/\(name)/Models/Note.swift": model,
      "modules/\(name)/Models/PersonalData.swift": personalData,
      "modules/\(name)/Routes/NoteList.swift": list,
      "modules/\(name)/Routes/NoteCreate.swift": create,
      "modules/\(name)/templates/\(name)/index.mustache": template,
      "modules/\(name)/static/css/\(name).css": "@layer house {\n}\n",
      "modules/\(name)/static/js/.gitkeep": "",
      "modules/\(name)/data/.gitkeep": "",
      "modules/\(name)/data/cache/.gitkeep": "",
      "modules/\(name)/README.md": "# \(target)\nWhat people do in this house, in a few sentences.\n",
      "Tests/\(target)Tests/\(target)Tests.swift": test,
    ]
  }

  private var module: String {
    """
    import Kit

    public struct \(target)Module: Module {
      public static let name = "\(name)"
      public static let title = "\(target)"
      public static let summary = "Notes that members leave for each other."
      public static let prefixes = ["/\(name)"]
      public static let permissions = [
        Permission("\(name).write", "Leave notes in \(target).", .members)
      ]

      let house: House

      public init(_ house: House) throws { self.house = house }

      public var routes: [Route] {
        [
          .get("/\(name)", .everyone, noteList),
          .post("/\(name)/note", .needs("\(name).write"), noteCreate),
        ]
      }

      public var navigation: [NavigationItem] { [NavigationItem("\(target)", "/\(name)")] }
    }

    """
  }

  private var migrations: String {
    """
    import Kit

    extension \(target)Module {
      /// Append only: what has shipped is never changed.
      public static let migrations = [
        Migration(
          "\(name).0001-notes",
          \"""
          CREATE TABLE \(name)_note(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            author INTEGER NOT NULL REFERENCES admin_user(id),
            text TEXT NOT NULL,
            at INTEGER NOT NULL
          ) STRICT;
          \""")
      ]
    }

    """
  }

  private var model: String {
    """
    import GRDB
    import Kit
    import Templating

    /// Something that a member left for the others to read.
    struct Note: Sendable {
      let author: String
      let text: String
      let at: Moment

      static let longest = 500

      static func latest(_ db: Database) throws -> [Note] {
        try Row.fetchAll(
          db.cachedStatement(
            sql: \"""
              SELECT person.name, \(name)_note.text, \(name)_note.at
              FROM \(name)_note JOIN person ON person.id = \(name)_note.author
              ORDER BY \(name)_note.id DESC LIMIT 50
              \""")
        ).map { Note(author: $0[0], text: $0[1], at: $0[2]) }
      }

      static func add(_ text: String, by author: Int64, at now: Moment, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO \(name)_note(author, text, at) VALUES(?, ?, ?)")
          .execute(arguments: [author, text, now])
      }

      func view(from now: Moment) -> Value {
        ["author": author, "text": text, "time": at.view(from: now)]
      }
    }

    """
  }

  private var personalData: String {
    """
    import GRDB
    import Kit

    /// What the notes tell of an account, and how they forget it.
    extension \(target)Module {
      public func export(_ account: Int64) throws -> [PersonalFile] {
        let notes = try house.read { db in
          try String.fetchAll(
            db,
            sql: "SELECT json_object('at', at, 'text', text) FROM \(name)_note WHERE author = ? ORDER BY id",
            arguments: [account])
        }
        return [PersonalFile("notes.json", json: notes)]
      }

      /// Notes that stay are by somebody who has gone: the account's name is no longer theirs.
      public func erase(_ account: Int64, keepingPosts: Bool, now: Moment) throws {
        guard !keepingPosts else { return }
        try house.write { db in
          try db.execute(sql: "DELETE FROM \(name)_note WHERE author = ?", arguments: [account])
        }
      }
    }

    """
  }

  private var list: String {
    """
    import HTTPTypes
    import Kit
    import Templating

    extension \(target)Module {
      /// GET /\(name)
      func noteList(_ request: Request) throws -> Response { try notePage(request) }

      /// The page, with what was typed and what was wrong with it if a form was refused.
      func notePage(
        _ request: Request, text: String = "", error: String? = nil, status: Response.Status = .ok
      ) throws -> Response {
        let notes = try house.read(Note.latest)
        let page: Value = [
          "notes": notes.map { $0.view(from: request.now) },
          "canWrite": request.viewer.can("\(name).write"),
          "text": text, "error": error,
        ]
        return try house.page("\(name)/index", page, request, status: status)
      }
    }

    """
  }

  private var create: String {
    """
    import HTTPTypes
    import Kit

    extension \(target)Module {
      /// POST /\(name)/note
      func noteCreate(_ request: Request) throws -> Response {
        let author = try request.account()
        let text = PlainText.text(try request.form()["text"])
        guard !text.isEmpty else {
          return try notePage(request, text: text, error: "Write something first.", status: .unprocessableContent)
        }
        if let objection = PlainText.objection(toText: text, longest: Note.longest) {
          return try notePage(
            request, text: text, error: objection.sentence(about: "A note"), status: .unprocessableContent)
        }
        try house.write { try Note.add(text, by: author.id, at: request.now, $0) }
        return .seeOther("/\(name)").flash(.good, "Your note is up.")
      }
    }

    """
  }

  private var template: String {
    """
    {{<layout}}
    {{$title}}\(target) · {{site.name}}{{/title}}
    {{$pageclass}}page-list{{/pageclass}}
    {{$main}}
    <header class="page-head"><h1>\(target)</h1></header>
    {{#canWrite}}
    <form method="post" action="/\(name)/note">{{> partials/made-for}}
    <div class="field">
    <label for="text">Leave a note</label>
    <input id="text" name="text" value="{{text}}" required{{#error}} aria-invalid="true"{{/error}} aria-describedby="text-error">
    {{#error}}<p class="field-error" id="text-error">{{error}}</p>{{/error}}
    </div>
    <p class="button-row"><button class="button main">Leave it</button></p>
    </form>
    {{/canWrite}}
    <ul class="list">
    {{#notes}}<li><p>{{text}}</p><p class="meta">{{author}}, {{#time}}{{> partials/time}}{{/time}}</p></li>{{/notes}}
    </ul>
    {{^notes}}<p class="empty-title">Nobody has left a note yet.</p>{{/notes}}
    {{/main}}
    {{/layout}}

    """
  }

  private var test: String {
    """
    import Components
    import HTTPTypes
    import Kit
    import KitTesting
    import Testing

    @testable import \(target)

    @Suite struct \(target)Tests {
      @Test func aNoteIsReadByEveryone() throws {
        let site = try TestSite()
        let david = try site.signUp("david")
        let answer = site.post("/\(name)/note", ["text": "The kettle is on"], as: david)
        #expect(answer.status == .seeOther)
        #expect(site.get("/\(name)").text.contains("The kettle is on"))
      }

      @Test func anEmptyNoteIsShownAgainWithItsFault() throws {
        let site = try TestSite()
        let david = try site.signUp("david")
        let answer = site.post("/\(name)/note", ["text": " "], as: david)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Write something first"))
      }

      @Test func aNoteIsInThePersonsArchiveAndGoesWithTheAccount() throws {
        let site = try TestSite()
        let david = try site.signUp("david")
        _ = site.post("/\(name)/note", ["text": "The kettle is on"], as: david)
        let house: \(target)Module = site.site.house()
        let file = try #require(try house.export(david.id).first)
        #expect(String(decoding: try file.bytes(), as: UTF8.self).contains("The kettle is on"))
        try house.erase(david.id, keepingPosts: false, now: .now)
        #expect(!site.get("/\(name)").text.contains("The kettle is on"))
      }
    }

    """
  }
}

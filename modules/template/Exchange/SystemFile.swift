import Kit
import TemplateSystems

/// What a file says of a system, whichever program wrote it. Readers make it from bytes and know no database;
/// the plan of an import compares it with what is here.
struct SystemFile: Sendable {
  /// Who wrote a file.
  enum App: String, Sendable, CaseIterable {
    case pluralKit = "pluralkit"
    case simplyPlural = "simplyplural"
    case tupperbox
    case rowhouse

    var title: String {
      switch self {
      case .pluralKit: "PluralKit"
      case .simplyPlural: "Simply Plural"
      case .tupperbox: "Tupperbox"
      case .rowhouse: "Rowhouse"
      }
    }
  }

  /// Where a record comes from: by this it is known again.
  struct Key: Sendable, Hashable {
    var app: String
    var id: String
  }

  let app: App
  var profile: Profile?
  var alters: [Member] = []
  var fields: [Field] = []
  var groups: [Group] = []
  var spans: [Span] = []
  var kept: [Kept] = []
  var lists: [List] = []
  /// What is shown to the people on a list.
  var shown: [Shown] = []
  /// Notes on switches.
  var notes: [Note] = []
  var mentions = FileMentions()
  var remarks = Remarks()

  init(_ app: App) { self.app = app }

  func key(_ id: String) -> Key { Key(app: app.rawValue, id: id) }

  /// What is noted from now on is noted of this one of a list.
  mutating func look(at list: String, _ index: Int) {
    remarks.place = Remarks.Place(list: list, number: index + 1)
  }

  mutating func lookAway() { remarks.place = nil }

  /// A front that is still to come would stand before all that was.
  mutating func leaveOutFuture(_ now: Moment) {
    let end = now + SourceMoment.patience
    let past = spans.filter { $0.start <= end && $0.end ?? end <= end }
    remarks.note(.dropped, "fronts of a time that has not come", spans.count - past.count)
    spans = past
  }
}

extension SystemFile {
  struct Profile: Sendable {
    var name = ""
    var description = ""
    var tag = ""
    var pronouns = ""
    var color = ""
    var zone = ""
    /// Whether capitals matter in tags; nil where nothing is said.
    var areTagsExact: Bool?
    var visibility = Visibility.nobody
    var frontVisibility = Visibility.nobody
    var historyVisibility = Visibility.nobody
    /// What a picture of theirs may be called that came beside the file.
    var pictures: [String] = []
  }

  struct Member: Sendable {
    var key: Key
    var name = ""
    var displayName = ""
    var pronouns = ""
    var color = ""
    var description = ""
    var birthday = ""
    var kind = Alter.Kind.alter
    var visibility = Visibility.nobody
    var frontVisibility = Visibility.nobody
    /// Fields that fewer people may see than the alter itself.
    var narrower: [String: Visibility] = [:]
    var createdAt: Moment?
    /// When they were put away; their time is the import's where the file does not say.
    var isArchived = false
    var archivedAt: Moment?
    var tags: [ProxyTag] = []
    var values: [(field: Key, text: String)] = []
    var pictures: [String] = []
    /// nil if the file does not say.
    var face: String?
    /// Where in the file they stand.
    var place: Remarks.Place?
  }

  /// People to whom something is shown. Simply Plural calls it a bucket.
  struct List: Sendable {
    var key: Key
    var name: String
    var people: [Person] = []
  }

  /// Somebody on a list: an account of the site that wrote the file.
  struct Person: Sendable {
    var key: Key?
    var name: String
  }

  /// `object` is an alter, a group or a field, and nothing for the system itself.
  struct Shown: Sendable {
    var kind: ShownTo.Kind
    var object: Key?
    var list: Key
  }

  struct ProxyTag: Sendable, Hashable {
    var prefix: String
    var suffix: String
  }

  struct Field: Sendable {
    var key: Key
    var name: String
    var kind = "text"
    var visibility = Visibility.nobody
  }

  struct Group: Sendable {
    var key: Key
    var parent: Key?
    var name: String
    var description = ""
    var color = ""
    var emoji = ""
    var visibility = Visibility.nobody
    var members: [Key] = []
    var place: Remarks.Place?
  }

  struct Span: Sendable {
    var key: Key
    var member: Key
    var position = 1
    var status = ""
    var start: Moment
    var end: Moment?
    var comments: [Comment] = []
    /// The switch that began it, if there is a note on that.
    var note: Key?
  }

  /// What somebody wrote about a switch.
  struct Note: Sendable {
    var key: Key
    var at: Moment
    var text: String
  }

  struct Comment: Sendable {
    var id: String
    var at: Moment
    var text: String
  }

  /// What has no place here yet: nobody sees it, and it goes out again with an export.
  struct Kept: Sendable {
    var app: String
    var kind: String
    var id: String
    var json: String
    /// What the other program lets everybody see. It is kept only if the person wants it to be as the file says.
    var privacy: String?

    func text(asSaid: Bool) -> String {
      guard asSaid, let privacy else { return json }
      return json == "{}" ? "{\"privacy\":\(privacy)}" : "\(json.dropLast()),\"privacy\":\(privacy)}"
    }
  }
}

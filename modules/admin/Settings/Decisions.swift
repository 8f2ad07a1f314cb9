import GRDB
import Kit

/// Changing settings, from the control room and from the command line.
extension AdminModule {
  /// Secrets stay out, and long pages show that they are there.
  public func settings() throws -> [(name: String, value: String, meaning: String)] {
    try house.read { db in
      try SettingSection.all.flatMap(\.settings).map { setting in
        let change = SettingChange(setting, stored: try setting.value(db))
        return (setting.name, change.recorded(change.value), setting.meaning)
      }
    }
  }

  /// Throws `AccountError` with a sentence for a name or value that there can't be. The answer is what became
  /// of other settings, in a sentence; empty for nothing.
  public func set(_ name: String, to value: String, now: Moment) throws -> String {
    try sayingWhy {
      guard let setting = SettingSection.all.flatMap(\.settings).first(where: { $0.name == name }) else {
        throw Refusal("There is no setting named \(name).")
      }
      let decision = try decide([change(setting, typed: value)]) {
        AuditEntry($0, $1, before: $2, after: $3, at: now)
      }
      return decision.consequence
    }
  }

  /// Throws `Refusal` for what the setting can't be; a page must be one that can be shown.
  func change(_ setting: SiteSetting, typed: String) throws -> SettingChange {
    let change = try SettingChange(setting, typed: typed)
    guard case .page = setting.kind else { return change }
    do { _ = try house.doors.markdown(change.value) } catch let fault as Fault {
      throw Refusal(fault.message)
    }
    return change
  }

  /// Whether a setting's value is for nobody's eyes.
  public func isSecret(_ name: String) -> Bool {
    SettingSection.all.flatMap(\.settings).contains {
      if $0.name == name, case .secret = $0.kind { true } else { false }
    }
  }

  /// All or nothing, each change with its entry in the audit log. `permit` throws for a setting that is not
  /// theirs to change.
  @discardableResult
  func decide(
    _ changes: [SettingChange], permit: (SiteSetting, Database) throws -> Void = { _, _ in },
    entry: (_ act: String, _ target: String, _ before: String, _ after: String) -> AuditEntry
  ) throws -> Decision {
    try house.write { db in
      let made = try Decision(changes, db)
      for change in made.changes {
        try permit(change.setting, db)
        let before = change.recorded(try change.setting.value(db))
        try change.store(db)
        try auditLog.append(
          entry(
            "setting.change", "setting:\(change.setting.name)", before, change.recorded(change.value)), db)
      }
      let limits = try SiteSettings(db).sessionLimits
      guard limits.idle <= limits.absolute else {
        throw Refusal("A browser can't be away for longer than it may be signed in.")
      }
      return made
    }
  }
}

/// What of somebody's wishes changes anything, and what follows from it.
struct Decision {
  let changes: [SettingChange]
  let forgetsPassword: Bool

  init(_ wanted: [SettingChange], _ db: Database) throws {
    let changed = try wanted.filter { try $0.setting.value(db) != $0.value }
    let names = Set(changed.map(\.setting.name))
    let isNew = wanted.contains { $0.setting.name == SiteSetting.mailPassword.name && !$0.value.isEmpty }
    forgetsPassword =
      try !isNew && SiteSetting.mailRelay.contains { names.contains($0.name) }
      && !SiteSetting.mailPassword.value(db).isEmpty
    changes = changed + (forgetsPassword ? [SettingChange(.mailPassword, stored: "")] : [])
  }

  /// Whether it changes what leads to everybody's account.
  var isGuarded: Bool { changes.contains { $0.setting.isGuarded } }

  var consequence: String {
    forgetsPassword
      ? "The relay's password is forgotten, because letters go another way now. Please set it anew." : ""
  }
}

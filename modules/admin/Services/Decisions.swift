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

  /// Throws `AccountError` with a sentence for a name or value that there can't be.
  public func set(_ name: String, to value: String, now: Moment) throws {
    try sayingWhy {
      guard let setting = SettingSection.all.flatMap(\.settings).first(where: { $0.name == name }) else {
        throw Refusal("There is no setting named \(name).")
      }
      try decide([change(setting, typed: value)]) {
        AuditEntry($0, $1, before: $2, after: $3, at: now)
      }
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

  /// All or nothing, each change with its entry in the audit log.
  func decide(
    _ changes: [SettingChange],
    entry: (_ act: String, _ target: String, _ before: String, _ after: String) -> AuditEntry
  ) throws {
    try house.write { db in
      for change in changes {
        let before = try change.setting.value(db)
        guard before != change.value else { continue }
        try change.store(db)
        try auditLog.append(
          entry(
            "setting.change", "setting:\(change.setting.name)", change.recorded(before),
            change.recorded(change.value)), db)
      }
      let limits = try SiteSettings(db).sessionLimits
      guard limits.idle <= limits.absolute else {
        throw Refusal("A browser can't be away for longer than it may be signed in.")
      }
    }
  }
}

import GRDB
import Kit

/// The second factors of an account.
struct SecondFactors {
  let app: AuthenticatorApp?
  let passkeys: [Passkey]
  let codes: RecoveryCodes?

  var isEmpty: Bool { app == nil && passkeys.isEmpty }

  init(of user: Int64, _ db: Database) throws {
    app = try AuthenticatorApp.find(of: user, db)
    passkeys = try Passkey.list(of: user, db)
    codes = try RecoveryCodes.find(of: user, db)
  }

  static func removeAll(of user: Int64, _ db: Database) throws {
    _ = try AuthenticatorApp.remove(of: user, db)
    try db.execute(sql: "DELETE FROM admin_passkey WHERE user_id = ?", arguments: [user])
    try RecoveryCodes.remove(of: user, db)
  }

  /// Removes recovery codes that are left without a factor. Throws `Refusal` where the role needs one.
  static func settle(_ user: Int64, _ role: Role, _ db: Database) throws {
    guard try SecondFactors(of: user, db).isEmpty else { return }
    guard try !FactorDuty.roles(db).contains(role) else {
      throw Refusal("Your role needs a second factor, and this is your last one. Add another first.")
    }
    try RecoveryCodes.remove(of: user, db)
  }
}

/// The roles whose holders must have a second factor.
enum FactorDuty {
  static func roles(_ db: Database) throws -> Set<Role> {
    Set(
      try String.fetchAll(db, sql: "SELECT role FROM admin_factor_duty LIMIT 1000")
        .compactMap(Role.init(rawValue:)))
  }

  /// False if it was so already.
  static func set(_ role: Role, _ isNeeded: Bool, _ db: Database) throws -> Bool {
    try db.execute(
      sql: isNeeded
        ? "INSERT INTO admin_factor_duty (role) VALUES (?) ON CONFLICT DO NOTHING"
        : "DELETE FROM admin_factor_duty WHERE role = ?", arguments: [role.rawValue])
    return db.changesCount > 0
  }
}

import GRDB
import Kit

/// What the faces keep of an account's friends, lists and notices.
extension Systems {
  func friendFiles(_ account: Int64, _ db: Database) throws -> [PersonalFile] {
    let friends = try String.fetchAll(
      db,
      sql: """
        SELECT json_object('name', name, 'since', since, 'hears', hears)
        FROM template_friend JOIN person ON id = friend_id WHERE account_id = ? ORDER BY since
        """, arguments: [account])
    let asks = try String.fetchAll(
      db,
      sql: """
        SELECT json_object('name', name, 'at', at) FROM template_friend_ask JOIN person ON id = asked_id
        WHERE account_id = ? AND is_kept ORDER BY at
        """, arguments: [account])
    let lists = try String.fetchAll(
      db,
      sql: """
        SELECT json_object('name', l.name, 'people', (
          SELECT json_group_array(p.name) FROM template_list_friend f JOIN person p ON p.id = f.friend_id
          WHERE f.list_id = l.id))
        FROM template_list l WHERE account_id = ? ORDER BY id
        """, arguments: [account])
    return [
      PersonalFile("friends.json", json: friends), PersonalFile("asked.json", json: asks),
      PersonalFile("lists.json", json: lists),
    ]
  }

  func forgetFriends(_ account: Int64, _ db: Database) throws {
    for statement in [
      "DELETE FROM template_friend WHERE :account IN (account_id, friend_id)",
      "DELETE FROM template_friend_ask WHERE :account IN (account_id, asked_id)",
      "DELETE FROM template_list WHERE account_id = :account",
      "DELETE FROM template_telling WHERE account_id = :account",
      "DELETE FROM template_notice WHERE :account IN (account_id, friend_id)",
      "UPDATE template_system SET account_id = NULL WHERE account_id = :account",
    ] {
      try db.execute(sql: statement, arguments: ["account": account])
    }
  }
}

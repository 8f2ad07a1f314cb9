import Kit
import NIOCore
import RTC

/// Commands of the client, and what the hub sends it.
extension SocketClient {
  func take(_ bytes: [UInt8]) {
    guard let command = Command.read(bytes) else { return close(.badFrame) }
    if let wait = commands.take(now: .now()) {
      guard patience.take(now: .now()) == nil else { return close(.tooFast) }
      return refuse(command, .slowDown(milliseconds: wait))
    }
    switch command {
    case .failure(let refused): refuse(.failure(refused), refused.refusal)
    case .success(let command): run(command)
    }
  }

  private func refuse(_ command: Result<Command, Command.Refused>, _ refusal: Refusal) {
    switch command {
    case .success(let command): answer(ServerFrame.refused(command.id, refusal))
    case .failure(let refused): if !refused.id.isNull { write(ServerFrame.refused(refused.id, refusal)) }
    }
  }

  /// Answers a command, unless it came without a number.
  private func answer(_ json: JSON) {
    if json["id"] != 0 { write(json) }
  }

  private func run(_ command: Command) {
    switch (command.action, stage) {
    case (.pong, _): answer(ServerFrame.ok(command.id, [:]))
    case (.auth(let session, let standing), .new):
      stage = .authenticating
      post(.auth(handle, arrival, .socket, id: command.id, session: session, standing))
    case (_, .new): answer(ServerFrame.refused(command.id, .authFirst))
    case (.auth, _): answer(ServerFrame.refused(command.id, .knownAlready))
    default: runAuthenticated(command)
    }
  }

  private func runAuthenticated(_ command: Command) {
    let id = command.id
    switch command.action {
    case .join(let room, let cursor): post(.join(handle, id: id, room: room, cursor))
    case .leave(let room): post(.leave(handle, id: id, room: room))
    case .send(let send): post(.send(handle, id: id, send))
    case .history(let room, let before): post(.history(handle, id: id, room: room, before: before))
    case .presence(let standing): post(.presence(handle, id: id, standing))
    case .typing(let room): type(in: room, id: id)
    case .auth, .pong: break
    }
  }

  private func post(_ request: HubRequest) { environment.inbox.post(request) }

  /// Tells the room that somebody types. What comes more often than that is taken and shown to nobody.
  private func type(in room: Int64, id: Int64) {
    guard subscriptions[room] != nil else { return answer(ServerFrame.refused(id, .notJoined)) }
    guard let speaker else { return answer(ServerFrame.refused(id, .mayNotSpeak)) }
    if typing.take(now: .now()) == nil {
      environment.broadcaster.deliver(
        .roomEvent(EncodedEvent(room: room, ServerFrame.typing(room: room, speaker))))
    }
    answer(ServerFrame.ok(id, [:]))
  }

  // MARK: What it gets

  func send(_ event: EncodedEvent) {
    switch subscriptions.decide(event, isWritable: isWritable) {
    case .skip: break
    case .lag: fallBehind()
    case .send:
      write(event.frame)
      environment.loop.needsFlush(self)
    }
  }

  /// Says `lag` once, however many rooms are held back, until the client has taken everything.
  private func fallBehind() {
    if !isBehind { write(ServerFrame.lag) }
    isBehind = true
  }

  func send(_ event: LiveEvent) {}

  func receive(_ delivery: Delivery) {
    switch delivery {
    case .answer(_, let json):
      // The first answer after `auth` is a refusal of it; then the client may try again.
      if stage == .authenticating { stage = .new }
      answer(json)
    case .authenticated(_, let speaker, let json):
      stage = .authenticated
      self.speaker = speaker
      answer(json)
    case .speaker(_, let speaker): self.speaker = speaker
    case .joined(_, let join): joined(join)
    case .left(_, let room): left(room)
    default: break
    }
    environment.loop.needsFlush(self)
  }

  private func joined(_ join: RoomJoin) {
    // After a lag the client may have left the room meanwhile, or have got part of it already.
    let isCatchingUp = join.answer == nil
    guard !isCatchingUp || subscriptions[join.room] != nil else { return }
    if let json = join.answer { answer(json) }
    environment.loop.join(self, in: join.room)
    let known = isCatchingUp ? subscriptions[join.room]?.last : join.missed?.first?.seq.map { $0 - 1 }
    subscriptions[join.room] = .init(last: join.missed == nil ? join.head : known ?? join.head)
    if join.missed == nil { write(ServerFrame.reset(room: join.room)) }
    for event in join.missed ?? [] { send(event) }
    write(join.here)
    isBehind = !subscriptions.lagging.isEmpty
  }

  private func left(_ room: Int64) {
    // What was held back will not come any more.
    if subscriptions[room]?.isLagging == true { write(ServerFrame.reset(room: room)) }
    subscriptions[room] = nil
    isBehind = isBehind && !subscriptions.lagging.isEmpty
    environment.loop.leave(self, in: room)
  }

  /// The client reads again: what was held back is read from the log.
  func catchUp() {
    for (room, seq) in subscriptions.lagging { post(.catchUp(handle, room: room, after: seq)) }
  }
}

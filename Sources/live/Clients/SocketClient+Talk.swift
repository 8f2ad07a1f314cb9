import Kit
import NIOCore
import RTC

/// What the client asks for and what it is told.
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

  /// Whoever gave a command no number waits for no answer to it.
  private func answer(_ json: JSON) {
    if json["id"] != 0 { write(json) }
  }

  private func run(_ command: Command) {
    switch (command.action, stage) {
    case (.pong, _): answer(ServerFrame.ok(command.id, [:]))
    case (.auth(let session, let standing), .new):
      stage = .asking
      post(.admit(handle, arrival, .socket, id: command.id, session: session, standing))
    case (_, .new): answer(ServerFrame.refused(command.id, .authFirst))
    case (.auth, _): answer(ServerFrame.refused(command.id, .knownAlready))
    default: runAdmitted(command)
    }
  }

  private func runAdmitted(_ command: Command) {
    let id = command.id
    switch command.action {
    case .join(let room, let cursor): post(.join(handle, id: id, room: room, cursor))
    case .leave(let room): post(.leave(handle, id: id, room: room))
    case .send(let send): post(.send(handle, id: id, send))
    case .history(let room, let before): post(.history(handle, id: id, room: room, before: before))
    case .presence(let standing): post(.speak(handle, id: id, standing))
    case .typing(let room): type(in: room, id: id)
    case .auth, .pong: break
    }
  }

  private func post(_ errand: Errand) { reach.inbox.post(errand) }

  /// More often than it is shown, it is taken and shown to nobody.
  private func type(in room: Int64, id: Int64) {
    guard seats[room] != nil else { return answer(ServerFrame.refused(id, .notJoined)) }
    guard let speaker else { return answer(ServerFrame.refused(id, .mayNotSpeak)) }
    if typing.take(now: .now()) == nil {
      reach.street.deliver(.line(Line(room: room, ServerFrame.typing(room: room, speaker))))
    }
    answer(ServerFrame.ok(id, [:]))
  }

  // MARK: What it is told

  func hear(_ line: Line) {
    switch seats.judge(line, isWritable: isWritable) {
    case .skip: break
    case .lag: fallBehind()
    case .send:
      write(line.frame)
      reach.floor.note(self)
    }
  }

  /// Said once, however many rooms are held back, until everything has been taken.
  private func fallBehind() {
    if !isBehind { write(ServerFrame.lag) }
    isBehind = true
  }

  func hear(_ event: LiveEvent) {}

  func take(_ letter: Letter) {
    switch letter {
    case .answer(_, let json):
      // The first answer to who asks to be let in is to that; refused, they may ask again.
      if stage == .asking { stage = .new }
      answer(json)
    case .admitted(_, let speaker, let json):
      stage = .admitted
      self.speaker = speaker
      answer(json)
    case .voice(_, let speaker): self.speaker = speaker
    case .seated(_, let seating): sit(seating)
    case .unseated(_, let room): stand(room)
    default: break
    }
    reach.floor.note(self)
  }

  private func sit(_ seating: Seating) {
    // After a lag the seat may have been given up meanwhile, or have heard part of it already.
    let isCatchingUp = seating.answer == nil
    guard !isCatchingUp || seats[seating.room] != nil else { return }
    if let json = seating.answer { answer(json) }
    reach.floor.sit(self, in: seating.room)
    let known = isCatchingUp ? seats[seating.room]?.last : seating.missed?.first?.seq.map { $0 - 1 }
    seats[seating.room] = .init(last: seating.missed == nil ? seating.head : known ?? seating.head)
    if seating.missed == nil { write(ServerFrame.reset(room: seating.room)) }
    for line in seating.missed ?? [] { hear(line) }
    write(seating.here)
    isBehind = !seats.lagging.isEmpty
  }

  private func stand(_ room: Int64) {
    // What was held back will not come any more.
    if seats[room]?.isLagging == true { write(ServerFrame.reset(room: room)) }
    seats[room] = nil
    isBehind = isBehind && !seats.lagging.isEmpty
    reach.floor.stand(self, in: room)
  }

  /// The way is free again: what was held back is read from the log.
  func catchUp() {
    for (room, seq) in seats.lagging { post(.catchUp(handle, room: room, after: seq)) }
  }
}

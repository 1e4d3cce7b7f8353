using System.Text.Json;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Protocols.SocketIo.EngineIo;
using Fleet.Gateway.Protocols.SocketIo.Packets;
using Fleet.Gateway.Protocols.SocketIo.Recovery;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.SocketIo.Fleet;

/// <summary>
/// The default namespace: both seeds' vocabularies for one client. What it queues that is no answer to a question of form
/// carries an offset, so that it is told again, once, should the connection be lost under way.
/// </summary>
internal sealed partial class FleetSocket : SocketHandler
{
    private readonly FleetSocketHost _host;
    private readonly Lane[] _lanes;
    private readonly Dictionary<string, Wish> _wishes = new(StringComparer.Ordinal); // the receiving half's alone
    private string _pid = "";
    private string _id = "";
    private SentLog _log;
    private long _answers;
    private Principal? _principal;
    private Visibility _visibility = Visibility.Everything;
    private Bulletins? _bulletins;
    private SessionReturn? _returning;
    private int _madeIds;
    private bool _hadInitialData;
    private volatile bool _dismissed;

    public FleetSocket(FleetSocketHost host, SocketIoSession session)
    {
        _host = host;
        Session = session;
        _lanes = [.. Enum.GetValues<LaneKind>().Select(kind => new Lane(this, kind))];
        _log = new SentLog(host.Options.RecoveryEvents, host.Options.RecoveryBytes, null);
    }

    public SocketIoSession Session { get; }

    public override string OrganizationId => _principal?.OrganizationId ?? "";

    public override int SubscriptionCount => _wishes.Count;

    /// <summary>Whom only the same credential and user can be taken for.</summary>
    public string Identity { get; private set; } = "";

    /// <summary>Whose notifications these are.</summary>
    private string UserId { get; set; } = "";

    private DateTimeOffset Now => _host.Time.GetUtcNow();

    public override SessionInfo? Describe() => _principal is not { } principal ? null
        : new SessionInfo(_id, "socket.io", principal.OrganizationId, UserId, principal.Role, Session.OpenedAt);

    /// <summary>Queues an event. Feeds call this.</summary>
    public void Queue(FormedEvent formed, bool conflate) => Session.Enqueue(formed, 1, conflate ? formed.ConflationKey : null);

    /// <summary>An organization's bulletin, under its lock: is it for this session?</summary>
    public void Bulletin(FeedEvent e)
    {
        if (e.Event is Events.InboxChanged inbox)
        {
            if (inbox.UserId == UserId || inbox.UserId == Notifications.Inbox.Everyone)
            {
                Queue(e.In(SocketIoForm.Notification), conflate: false);
            }
        }
        else if (!_principal!.MayRead("safety_events"))
        {
            return;
        }
        else if (_visibility.Allows(e))
        {
            Queue(e.In(SocketIoForm.Alert), conflate: false);
        }
        else
        {
            Session.Deny();
        }
    }

    /// <summary>The client came back on another connection before this one's end was seen.</summary>
    public async Task Lose()
    {
        Session.Over(EngineEnd.TransportClosed);
        await Session.Ended;
    }

    public override async ValueTask Hear(SocketEvent happened)
    {
        using var json = JsonDocument.Parse(happened.Json);
        var name = json.RootElement[0].ValueKind == JsonValueKind.String ? json.RootElement[0].GetString()! : "";
        var argument = json.RootElement.GetArrayLength() > 1 ? json.RootElement[1] : default;
        try
        {
            if (happened.Attachments.Count > 0)
            {
                Complain(happened.Id, new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.BinaryFrame, "No event here takes binary arguments."));
            }
            else
            {
                await Handle(name, argument, happened.Id);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException) // a bug or a silo away; the client learns no more than that
        {
            HandlingFailed(_host.Logger, e, Session.Sid, Events.Contains(name) ? name : "(unknown)");
            Complain(happened.Id, new StreamingError(ErrorTypes.InternalError, ErrorCodes.Unexpected, "The message could not be dealt with."));
        }
    }

    public override ReadOnlyMemory<byte> Write(object message)
    {
        switch (message)
        {
            case FormedEvent formed:
                var form = (SocketIoForm)formed.Form;
                _log.Add(form.MarkOf(formed.Happened), formed.Happened.Position.Epoch);
                return formed.Encoded;
            case KeptAnswer answer:
                _log.Add(answer.N, answer.Packet);
                return answer.Packet;
            case FleetStatus status:
                return status.Encoded(FleetMessages.FleetStatus, slot: 1);
            default:
                return base.Write(message);
        }
    }

    public override void Unsent(object message)
    {
        switch (message)
        {
            case FormedEvent formed:
                var unsent = ((SocketIoForm)formed.Form).MarkOf(formed.Happened);
                _log.AddUnsent(unsent, null, inLine: !SocketIoForm.IsBulletin(unsent.Slot));
                break;
            case KeptAnswer answer:
                _log.AddUnsent(SentMark.Answer(answer.N), answer.Packet, inLine: false);
                break;
            default: // a fleet_status: the next one says more
                break;
        }
    }

    public override void Dismissed() => _dismissed = true;

    public override void PingLeaves() => _log.PingLeaves();

    public override void PongCame() => _log.PongCame();

    public override void CheckDeadlines(DateTimeOffset now)
    {
        if (_principal?.ExpiresAt <= now)
        {
            Session.Dismiss(CloseCodes.TokenExpired, "token expired", FleetMessages.Error(StreamingError.CredentialExpired, null));
        }
    }

    public override string? KeyId => _principal?.KeyId;

    public override void EndCredential(bool revoked)
    {
        if (revoked)
            Session.Dismiss(CloseCodes.AuthenticationFailed, "key revoked", FleetMessages.Error(StreamingError.KeyRevoked, null));
        else
            Session.Dismiss(CloseCodes.TokenExpired, "key expired", FleetMessages.Error(StreamingError.CredentialExpired, null));
    }

    /// <summary>Queues an answer that is told again if it was lost.</summary>
    private void Answer<T>(string name, T state, Action<Utf8JsonWriter, T> write)
    {
        var n = Interlocked.Increment(ref _answers);
        var offset = SentMark.Answer(n).ToOffset(_pid);
        Session.Enqueue(
            new KeptAnswer(n, PacketWriter.Event(name, (state, write, offset), static (writer, s) =>
            {
                s.write(writer, s.state);
                writer.WriteStringValue(s.offset);
            })),
            0,
            null);
    }

    /// <summary>The same for an event out of a snapshot, which has no place in the line.</summary>
    private void Present(SocketIoForm form, FeedEvent e)
    {
        var n = Interlocked.Increment(ref _answers);
        Session.Enqueue(new KeptAnswer(n, form.Packet(e, SentMark.Answer(n).ToOffset(_pid))), 0, null);
    }

    private void Acknowledge<T>(long? id, T state, Action<Utf8JsonWriter, T> write)
    {
        if (id is { } asked)
        {
            Session.Send(PacketWriter.Ack(asked, state, write));
        }
    }

    /// <summary>Tells what was wrong: as an event, and where the client waits for an acknowledgement, in it.</summary>
    private void Complain(long? id, StreamingError error)
    {
        Answer("error", error, FleetMessages.WriteError);
        Acknowledge(id, error, static (writer, e) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("error"u8);
            FleetMessages.WriteError(writer, e);
            writer.WriteEndObject();
        });
    }

    /// <summary>One subscription, and how to know it again.</summary>
    /// <param name="Key">Equal wishes have equal keys.</param>
    /// <param name="Filter">As it was wished.</param>
    private sealed record Wish(string Key, Lane Lane, SubscriptionFilter Filter, Subscription Subscription, long? Ack);
}

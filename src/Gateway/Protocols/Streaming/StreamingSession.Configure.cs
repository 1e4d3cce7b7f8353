using Fleet.Audit;
using Fleet.Gateway.Api.Organizations;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary><c>configure</c> and <c>configure_thresholds</c>.</summary>
internal sealed partial class StreamingSession
{
    private MessageCompression _compression;
    private int _bufferSize;
    private int _batchInterval;
    private bool _deduplicate;
    private int _batches; // the writer's alone

    protected override ReadOnlyMemory<byte> Bundle(ReadOnlySpan<ReadOnlyMemory<byte>> messages) =>
        ServerMessages.BatchUpdate(Now, ++_batches, messages);

    private void Configure(SessionSettings wanted)
    {
        _compression = wanted.Compression ?? _compression;
        _batchInterval = wanted.BatchInterval ?? _batchInterval;
        _deduplicate = wanted.Deduplicate ?? _deduplicate;
        if (wanted.BufferSize is { } size)
        {
            _bufferSize = Math.Min(size, Options.QueueCapacity - Options.ReadSize); // what a resume hands over has to fit besides
        }

        Connection.Compression = _compression;
        Shape(TimeSpan.FromMilliseconds(_batchInterval), _deduplicate, _bufferSize);
        Answer(ServerMessages.Configured(Now, _compression, Connection.Deflates, _bufferSize, _batchInterval, _deduplicate));
    }

    private async ValueTask ConfigureThresholds(ClientMessage.ConfigureThresholds message)
    {
        var principal = Principal!;
        if (!principal.Has(Role.Operator))
        {
            ThresholdsRefused(_host.Logger, principal.Subject, principal.OrganizationId, principal.Role);
            Complain(new StreamingError(ErrorTypes.AuthorizationFailed, ErrorCodes.RoleForbidden, $"This needs the role {WireNames<Role>.Of(Role.Operator)}."));
            return;
        }

        var grain = _host.Grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(principal.OrganizationId));
        var current = await grain.Get() ?? new OrganizationSettings { OrganizationId = principal.OrganizationId, Name = principal.OrganizationId };
        var fields = JsonFields.Open(message.Thresholds, "thresholds", new FieldErrors())!; // its form was checked when it was read
        var settings = await grain.Configure(current with { Thresholds = ThresholdsJson.Read(fields, current.Thresholds) });
        ThresholdsChanged(_host.Logger, principal.Subject, principal.OrganizationId, principal.Role, settings.Version);
        await Audit(AuditAction.ThresholdsChanged, principal.OrganizationId);
        Answer(ServerMessages.ThresholdsConfigured(Now, settings));
    }

    private ValueTask Audit(AuditAction action, string target) => _host.Trail.Write(new AuditEntry
    {
        At = Now,
        OrganizationId = Principal!.OrganizationId,
        Action = action,
        Actor = Principal.Subject,
        Target = target,
        Detail = "over /v1/streaming",
    });
}

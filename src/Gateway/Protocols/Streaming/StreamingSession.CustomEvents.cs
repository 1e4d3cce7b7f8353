using Fleet.Audit;
using Fleet.CustomEvents;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Vehicles;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary><c>register_custom_event</c> and <c>confirm_custom_event</c>. The same as REST's /v1/custom-events.</summary>
internal sealed partial class StreamingSession
{
    private const string CustomEvents = "custom_events";

    private async ValueTask RegisterCustomEvent(ClientMessage.RegisterCustomEvent message)
    {
        if (!MayDefine(message.Definition.Name, "define"))
            return;

        var principal = Principal!;
        var grain = _host.Grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(principal.OrganizationId));
        try
        {
            var defined = await grain.DefineCustomEvent(message.Definition with { ChangedBy = principal.Subject });
            await Audit(AuditAction.CustomEventChanged, defined.Name);
            CustomEventDefined(_host.Logger, principal.Subject, principal.OrganizationId, defined.Name, defined.Revision);
            Answer(ServerMessages.CustomEventRegistered(Now, defined));
        }
        catch (CustomEventLimitException e)
        {
            Complain(new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.CustomEventLimit, e.Message));
        }
    }

    private async ValueTask ConfirmCustomEvent(ClientMessage.ConfirmCustomEvent message)
    {
        if (!MayDefine(message.Name, "confirm"))
            return;

        var principal = Principal!;
        if (!principal.MayTouchVehicle(message.VehicleId))
        {
            Complain(new StreamingError(ErrorTypes.AuthorizationFailed, ErrorCodes.VehiclesForbidden, "You may not touch this vehicle.")
            {
                Fields = [new FieldError("vehicle_id", FieldErrorCode.Forbidden, "is not among your vehicles")],
            });
            return;
        }

        var answer = await _host.Grains.GetGrain<IVehicleGrain>(GrainKey.For(principal.OrganizationId, message.VehicleId))
            .ConfirmCustomEvent(message.Name, message.EventId, principal.Subject);
        if (answer.Outcome == CustomEventOutcome.NotPending)
        {
            Complain(new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.NotPending, "Nothing of that name waits for confirmation on this vehicle."));
            return;
        }

        Answer(ServerMessages.CustomEventConfirmed(Now, message.Name, message.VehicleId, answer));
    }

    private bool MayDefine(string name, string what)
    {
        var principal = Principal!;
        if (principal.Has(Role.Operator) && principal.MayRead(CustomEvents))
            return true;

        CustomEventRefused(_host.Logger, principal.Subject, principal.OrganizationId, principal.Role, what, name);
        Complain(principal.MayRead(CustomEvents)
            ? new StreamingError(ErrorTypes.AuthorizationFailed, ErrorCodes.RoleForbidden, $"This needs the role {WireNames<Role>.Of(Role.Operator)}.")
            : new StreamingError(ErrorTypes.AuthorizationFailed, ErrorCodes.ChannelForbidden, $"You may not read {CustomEvents}."));
        return false;
    }
}

namespace Fleet.Gateway.Api.CustomEvents;

/// <param name="EventId">Of the event that says so.</param>
/// <param name="AlreadyConfirmed">The same confirmation came before.</param>
public sealed record ConfirmationView(string EventName, string VehicleId, string EventId, bool AlreadyConfirmed);

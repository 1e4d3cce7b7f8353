namespace Fleet.Gateway.Api.Notifications;

/// <summary>The safety event that an emergency became.</summary>
public sealed record EmergencyView(string VehicleId, string EventId);

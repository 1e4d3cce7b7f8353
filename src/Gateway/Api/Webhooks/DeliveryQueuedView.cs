namespace Fleet.Gateway.Api.Webhooks;

/// <summary>A delivery that waits to be sent.</summary>
public sealed record DeliveryQueuedView(string DeliveryId);

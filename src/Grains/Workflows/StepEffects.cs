using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Fleet.Events;
using Fleet.Notifications;
using Fleet.Trips;
using Fleet.Vehicles;
using Fleet.Webhooks;

namespace Fleet.Workflows;

/// <summary>
/// Has a step's effect. Whoever is asked knows the key, made of execution and step and the same on every try: a notification, message or
/// trip of that key is there once; tags are a set. Throws what the grains throw: that is worth another try.
/// </summary>
internal sealed class StepEffects(IGrainFactory grains, string organizationId, string executionId)
{
    private const int MaxTitle = 200;
    private const int MaxMessage = 2_000;
    private const int MaxId = 128;
    private const int MaxTags = 100;
    private const int MaxTag = 64;

    /// <returns>What came of it: an id, or null.</returns>
    /// <exception cref="StepFailedException">It did not work, for a reason that people can mend.</exception>
    public Task<string?> Have(WorkflowStep step, WorkflowScope scope, DateTimeOffset now) => step switch
    {
        NotifyStep notify => Notify(notify, scope, now),
        WebhookStep webhook => Send(webhook, scope, now),
        SetTagStep tag => Tag(tag, scope),
        CreateTripStep trip => Plan(trip, scope),
        _ => throw new StepFailedException($"{step.GetType().Name} has no effect"),
    };

    private async Task<string?> Notify(NotifyStep step, WorkflowScope scope, DateTimeOffset now)
    {
        var message = WorkflowTemplate.Render(step.Message, scope);
        if (message.Length == 0)
            throw new StepFailedException("the message is empty");

        var notification = new Notification
        {
            NotificationId = Key("ntf", step),
            Title = step.Title is null ? null : Cut(WorkflowTemplate.Render(step.Title, scope), MaxTitle),
            Message = Cut(message, MaxMessage),
            Type = step.NotificationType,
            CreatedAt = now,
        };
        var users = step.UserIds.IsEmpty ? [Inbox.Everyone] : step.UserIds.Select(u => Id(u, scope)).ToImmutableArray();
        foreach (var user in users)
            await grains.GetGrain<IInboxGrain>(GrainKey.For(organizationId, user)).Post(notification);

        return notification.NotificationId;
    }

    private async Task<string?> Send(WebhookStep step, WorkflowScope scope, DateTimeOffset now)
    {
        var data = step.Payload is null ? scope.Find("event")?.DeepClone() : WorkflowTemplate.Render(JsonNode.Parse(step.Payload), scope);
        var message = new WebhookMessage { Key = executionId + "/" + step.StepId, Type = step.MessageType, Body = EventDocument.Body(step.MessageType, now, data ?? new JsonObject()) };
        return await grains.GetGrain<IWebhookGrain>(GrainKey.For(organizationId, Id(step.WebhookId, scope))).Send(message)
            ?? throw new StepFailedException("there is no such webhook, or it is disabled") { ForGood = false };
    }

    private async Task<string?> Tag(SetTagStep step, WorkflowScope scope)
    {
        var grain = grains.GetGrain<IVehicleGrain>(GrainKey.For(organizationId, Id(step.VehicleId, scope)));
        var vehicle = await grain.Get();
        if (!vehicle.Exists)
            throw new StepFailedException("there is no such vehicle");

        var remove = step.Remove.Select(t => Cut(WorkflowTemplate.Render(t, scope), MaxTag)).ToHashSet(StringComparer.Ordinal);
        var add = step.Add.Select(t => Cut(WorkflowTemplate.Render(t, scope), MaxTag)).Where(t => t.Length > 0);
        ImmutableArray<string> tags = [.. vehicle.Details.Tags.Where(t => !remove.Contains(t)).Concat(add).Distinct(StringComparer.Ordinal)];
        if (tags.Length > MaxTags)
            throw new StepFailedException($"the vehicle would have more than {MaxTags} tags");

        if (!tags.SequenceEqual(vehicle.Details.Tags))
            await grain.Configure(vehicle.Details with { Tags = tags });

        return null;
    }

    private async Task<string?> Plan(CreateTripStep step, WorkflowScope scope)
    {
        var id = Key("trip", step);
        var plan = new TripPlan
        {
            VehicleId = Id(step.VehicleId, scope),
            DriverId = step.DriverId is null ? null : Id(step.DriverId, scope),
            DistanceKm = step.DistanceKm,
            EstimatedDurationMinutes = step.EstimatedDurationMinutes,
            Waypoints = step.Waypoints,
            Polyline = step.Polyline,
            ToleranceMeters = step.ToleranceMeters,
        };
        var trip = grains.GetGrain<ITripGrain>(GrainKey.For(organizationId, id));
        if (await trip.Get() is null)
            await trip.Plan(plan);

        return id;
    }

    private string Key(string prefix, WorkflowStep step) =>
        prefix + "_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(executionId + "/" + step.StepId)))[..26];

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    /// <summary>The wire contract's rule for ids: 1–128 of A-Z a-z 0-9 _ . : -.</summary>
    private static string Id(string template, WorkflowScope scope)
    {
        var id = WorkflowTemplate.Render(template, scope);
        return id.Length is > 0 and <= MaxId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-')
            ? id
            : throw new StepFailedException($"'{Cut(id, 64)}' (from {template}) is no id");
    }
}

using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Geography;
using Fleet.Notifications;
using Fleet.Organizations;
using Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>S4's server methods for people: send, bulk, broadcast, emergency; and everybody's own inbox.</summary>
internal static class NotificationEndpoints
{
    private const string Channel = "safety_events";
    private const int Concurrent = 16;
    private const int Shown = 100;

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/notifications").WithTags("Notifications");
        group.MapGet("", Own).Requires(Role.Viewer)
            .Describe("The caller's own inbox", "The newest 100. The user is the token's, or the API key itself.").Returns<InboxView>();
        group.MapPost("", Send).Requires(Role.Operator)
            .Describe("Tell users something", "It is stored for each of them and told to all of their devices. Give notification_id where a resend must add nothing.")
            .Takes<NotificationBody>().Returns<NotificationSentView>(201);
        group.MapPost("/broadcast", Broadcast).Requires(Role.Operator)
            .Describe("Tell everybody who is connected").Takes<NotificationBody>().Returns<NotificationSentView>(201);
        group.MapPost("/{notification_id}/read", MarkRead).Requires(Role.Viewer)
            .Describe("Mark one of the caller's own as read").Returns<InboxView>().Fails(404);
        routes.MapPost("/v1/vehicles/{vehicle_id}/emergency", Emergency).Requires(Role.Operator, Channel).WithTags("Vehicles")
            .Describe("Report an emergency", "It becomes a safety event of type emergency, and emergency:alert for Socket.IO.")
            .Takes<EmergencyBody>().Returns<EmergencyView>(201).Fails(404);
    }

    private static async Task<IResult> Send(HttpContext context, IGrainFactory grains, EntityIds ids, TimeProvider time)
    {
        var organization = context.GetPrincipal().OrganizationId;
        using var body = await RequestJson.Read(context);
        var notification = NotificationBody.Read(body.Fields, ids, time.GetUtcNow());
        var users = NotificationBody.ReadUsers(body.Fields);
        body.ThrowIfInvalid();
        await Parallel.ForEachAsync(
            users,
            new ParallelOptions { MaxDegreeOfParallelism = Concurrent, CancellationToken = context.RequestAborted },
            async (user, _) => await Inbox(grains, organization, user).Post(notification));
        return Results.Json(new NotificationSentView(notification.NotificationId, users.Count), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Broadcast(HttpContext context, IGrainFactory grains, EntityIds ids, TimeProvider time)
    {
        using var body = await RequestJson.Read(context);
        var notification = NotificationBody.Read(body.Fields, ids, time.GetUtcNow());
        if (body.Fields.Has("user_ids"))
            body.Fields.Fail("user_ids", FieldErrorCode.Conflict, "a broadcast is for everybody");

        body.ThrowIfInvalid();
        await Inbox(grains, context.GetPrincipal().OrganizationId, Fleet.Notifications.Inbox.Everyone).Post(notification);
        return Results.Json(new NotificationSentView(notification.NotificationId, null), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> Own(HttpContext context, IGrainFactory grains)
    {
        var principal = context.GetPrincipal();
        return Results.Ok(View(await Inbox(grains, principal.OrganizationId, principal.Subject).Get(Shown)));
    }

    private static async Task<IResult> MarkRead(HttpContext context, IGrainFactory grains, string notification_id)
    {
        var principal = context.GetPrincipal();
        var inbox = Inbox(grains, principal.OrganizationId, principal.Subject);
        return Identifier.IsValid(notification_id) && await inbox.MarkRead(notification_id) is not null
            ? Results.Ok(View(await inbox.Get(Shown)))
            : Problem.NotFound("notification");
    }

    private static async Task<IResult> Emergency(HttpContext context, IGrainFactory grains, EntityIds ids, TimeProvider time, string vehicle_id)
    {
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(vehicle_id) || !principal.MayTouchVehicle(vehicle_id))
            return Problem.NotFound("vehicle");

        var grain = grains.GetGrain<IVehicleGrain>(GrainKey.For(principal.OrganizationId, vehicle_id));
        var vehicle = await grain.Get();
        if (!vehicle.Exists || !principal.MaySee(vehicle))
            return Problem.NotFound("vehicle");

        using var body = await RequestJson.Read(context);
        var emergency = EmergencyBody.Read(body.Fields, ids.Create("emg"), time.GetUtcNow());
        body.ThrowIfInvalid();
        if (emergency.Location is null && vehicle.LastPosition is { } last)
            emergency = emergency with { Location = new GeoPoint(last.Latitude, last.Longitude) };

        var id = await grain.Record(emergency);
        return Results.Json(new EmergencyView(vehicle_id, id), statusCode: StatusCodes.Status201Created);
    }

    private static InboxView View(InboxSnapshot inbox) => new(inbox.Unread, [.. inbox.Newest.Select(NotificationView.Of)]);

    private static IInboxGrain Inbox(IGrainFactory grains, string organization, string user) =>
        grains.GetGrain<IInboxGrain>(GrainKey.For(organization, user));
}

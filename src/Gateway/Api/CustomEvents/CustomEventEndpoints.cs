using System.Collections.Immutable;
using Fleet.Audit;
using Fleet.CustomEvents;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Audit;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fleet.Gateway.Api.CustomEvents;

internal static class CustomEventEndpoints
{
    private const string Channel = "custom_events";
    private const string What = "custom event";

    public static void MapCustomEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/v1/custom-events").WithTags("Custom events");
        events.MapGet("", List).Requires(Role.Viewer, Channel)
            .Describe("List custom events", "What the organization defined, in the order of the names.").Returns<PageOf<CustomEventView>>().Paged();
        events.MapPost("", Create).Requires(Role.Operator, Channel)
            .Describe("Define a custom event", "The same as register_custom_event on the streaming socket, but refuses a name that is taken.")
            .Takes<CustomEventBody>().Returns<CustomEventView>(201).Fails(409);
        events.MapGet("/{event_name}", Get).Requires(Role.Viewer, Channel)
            .Describe("A custom event's definition").Returns<CustomEventView>().Fails(404);
        events.MapPut("/{event_name}", Put).Requires(Role.Operator, Channel)
            .Describe("Create or replace a custom event", "What vehicles know of it starts anew; what waits for confirmation goes on waiting.")
            .Takes<CustomEventBody>().Returns<CustomEventView>().Fails(409);
        events.MapDelete("/{event_name}", Delete).Requires(Role.Operator, Channel)
            .Describe("Remove a custom event", "What was told stays told.").Produces(204).Fails(404);
        events.MapPost("/{event_name}/confirm", Confirm).Requires(Role.Operator, Channel)
            .Describe("Confirm a custom event", "One that waits for it, of one vehicle. The same again is answered alike.")
            .Takes<ConfirmationBody>().Returns<ConfirmationView>().Fails(404).Fails(409);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var page = PageRequest.Read(context, "custom-events");
        var all = (await Settings(context, grains)).OrderBy(d => d.Name, StringComparer.Ordinal);
        CustomEventDefinition[] rest = [.. all.Where(d => page.After is null || string.CompareOrdinal(d.Name, page.After) > 0).Take(page.Limit + 1)];
        CustomEventDefinition[] shown = [.. rest.Take(page.Limit)];
        return Results.Ok(page.Page([.. shown.Select(CustomEventView.Of)], rest.Length > page.Limit ? shown[^1].Name : null));
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string event_name) =>
        await Find(context, grains, event_name) is { } definition ? Results.Ok(CustomEventView.Of(definition)) : Problem.NotFound(What);

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains)
    {
        using var body = await RequestJson.Read(context);
        var name = body.Fields.Id("event_name", required: true);
        var definition = CustomEventReader.Read(body.Fields, name);
        body.ThrowIfInvalid();
        if (await Find(context, grains, name!) is not null)
            return new Problem(ProblemKinds.Conflict, "There is a custom event of this name.");

        return await Define(context, grains, definition) is { } defined
            ? Results.Created("/v1/custom-events/" + name, CustomEventView.Of(defined))
            : AtLimit();
    }

    private static async Task<IResult> Put(HttpContext context, IGrainFactory grains, string event_name)
    {
        if (!Identifier.IsValid(event_name))
            return Problem.NotFound(What);

        using var body = await RequestJson.Read(context);
        body.RequireSameId("event_name", event_name);
        var definition = CustomEventReader.Read(body.Fields, event_name);
        body.ThrowIfInvalid();
        return await Define(context, grains, definition) is { } defined ? Results.Ok(CustomEventView.Of(defined)) : AtLimit();
    }

    private static async Task<IResult> Delete(HttpContext context, IGrainFactory grains, string event_name)
    {
        if (!Identifier.IsValid(event_name) || !await Grain(context, grains).RemoveCustomEvent(event_name))
            return Problem.NotFound(What);

        await context.Audit(AuditAction.CustomEventDeleted, event_name);
        return Results.NoContent();
    }

    private static async Task<IResult> Confirm(HttpContext context, IGrainFactory grains, string event_name)
    {
        using var body = await RequestJson.Read(context);
        var vehicleId = body.Fields.Id("vehicle_id", required: true);
        var eventId = body.Fields.Id("event_id");
        body.ThrowIfInvalid();
        var principal = context.GetPrincipal();
        if (!Identifier.IsValid(event_name) || !principal.MayTouchVehicle(vehicleId!))
            return Problem.NotFound(What);

        var answer = await grains.GetGrain<IVehicleGrain>(GrainKey.For(principal.OrganizationId, vehicleId!))
            .ConfirmCustomEvent(event_name, eventId, principal.Subject);
        return answer.Outcome == CustomEventOutcome.NotPending
            ? new Problem(ProblemKinds.Conflict, "Nothing of that name waits for confirmation on this vehicle.")
            : Results.Ok(new ConfirmationView(event_name, vehicleId!, answer.EventId!, answer.Outcome == CustomEventOutcome.AlreadyConfirmed));
    }

    private static Problem AtLimit() => new(ProblemKinds.Conflict, "The organization has as many custom events as it may.");

    /// <returns>Null where the organization has as many as it may.</returns>
    private static async Task<CustomEventDefinition?> Define(HttpContext context, IGrainFactory grains, CustomEventDefinition definition)
    {
        try
        {
            var defined = await Grain(context, grains).DefineCustomEvent(definition with { ChangedBy = context.GetPrincipal().Subject });
            await context.Audit(AuditAction.CustomEventChanged, defined.Name);
            return defined;
        }
        catch (CustomEventLimitException)
        {
            return null;
        }
    }

    private static async Task<CustomEventDefinition?> Find(HttpContext context, IGrainFactory grains, string name) =>
        (await Settings(context, grains)).FirstOrDefault(d => d.Name == name);

    private static async Task<ImmutableArray<CustomEventDefinition>> Settings(HttpContext context, IGrainFactory grains) =>
        (await Grain(context, grains).Get())?.CustomEvents ?? [];

    private static IOrganizationGrain Grain(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<IOrganizationGrain>(GrainKey.ForOrganization(context.GetPrincipal().OrganizationId));
}

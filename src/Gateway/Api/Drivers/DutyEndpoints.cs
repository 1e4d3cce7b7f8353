using Fleet.Compliance;
using Fleet.Drivers;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Json;
using Fleet.Organizations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Drivers;

/// <summary>Hours of service: what is left, and the driver's own word.</summary>
internal static class DutyEndpoints
{
    private const string Channel = "driver_compliance";

    public static void MapDuty(this IEndpointRouteBuilder routes)
    {
        var duty = routes.MapGroup("/v1/drivers/{driver_id}/duty").WithTags("Drivers");
        duty.MapGet("", Get).Requires(Role.Viewer, Channel)
            .Describe("A driver's hours of service", "What is left of each limit of 49 CFR 395.3.").Returns<DutyView>().Fails(404);
        duty.MapPost("", Post).Requires(Role.Operator, Channel)
            .Describe("Declare a duty status", "Idempotent by at. Driving that a vehicle recorded cannot be made shorter.")
            .Takes<DutyBody>().Returns<DutyView>().Fails(404);
    }

    private static async Task<IResult> Get(HttpContext context, IGrainFactory grains, string driver_id)
    {
        var principal = context.GetPrincipal();
        return await DriverEndpoints.Find(grains, principal, driver_id) is null
            ? Problem.NotFound("driver")
            : Results.Ok(DutyView.Of(driver_id, await Grain(grains, principal, driver_id).GetDuty()));
    }

    private static async Task<IResult> Post(HttpContext context, IGrainFactory grains, IOptions<IngestOptions> limits, TimeProvider time, string driver_id)
    {
        var principal = context.GetPrincipal();
        if (await DriverEndpoints.Find(grains, principal, driver_id) is null)
            return Problem.NotFound("driver");

        using var body = await RequestJson.Read(context);
        var status = body.Fields.Choice<DutyStatus>("status", required: true);
        var at = body.Fields.Time("at");
        var grain = Grain(grains, principal, driver_id);
        if (at - time.GetUtcNow() > TimeSpan.FromSeconds(limits.Value.MaxAheadSeconds))
            body.Fields.Fail("at", FieldErrorCode.Future, $"is more than {limits.Value.MaxAheadSeconds} s ahead of the server's clock");
        else if ((await grain.GetDuty()).At - at > MaxAge)
            body.Fields.Fail("at", FieldErrorCode.TooOld, "is more than eight days ago");

        body.ThrowIfInvalid();
        return Results.Ok(DutyView.Of(driver_id, await grain.Declare(status!.Value, at)));
    }

    /// <summary>What is older counts for no limit.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(8);

    private static IDriverGrain Grain(IGrainFactory grains, Principal principal, string id) =>
        grains.GetGrain<IDriverGrain>(GrainKey.For(principal.OrganizationId, id));
}

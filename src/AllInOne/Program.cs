using System.Security.Cryptography;
using Fleet.AllInOne;
using Fleet.Devices.Commands;
using Fleet.Devices.Gateway;
using Fleet.Devices.Simulation;
using Fleet.Gateway;
using Fleet.Gateway.Auth;
using Fleet.Silo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

UpOptions options;
try
{
    options = UpOptions.Parse(args);
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync("fleet: " + wrong.Message);
    return 2;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}");
builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(20));

const string SecretKey = AuthOptions.Section + ":" + nameof(AuthOptions.JwtSecret);
var jwtSecret = builder.Configuration[SecretKey] ?? RandomNumberGenerator.GetHexString(64, lowercase: true);
builder.Configuration.AddInMemoryCollection([new(SecretKey, jwtSecret)]);

builder.AddFleetSilo();
builder.Services.AddFleetGateway(builder.Configuration);
builder.Services.AddDemoFleet();

await using var app = builder.Build();
app.MapFleetGateway();
try
{
    await app.StartAsync();
}
catch (IOException taken) when (AddressInUse.Is(taken))
{
    await Console.Error.WriteLineAsync($"fleet: port {options.Port} is in use; choose another with --port N");
    return 1;
}

var url = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
var demo = options.Organization ? await DemoOrganization.Create(app.Services.GetRequiredService<IGrainFactory>()) : null;
var run = new RunFile
{
    Url = url.GetLeftPart(UriPartial.Authority),
    ApiKey = demo?.ApiKey,
    AdminKey = demo?.AdminKey,
    JwtSecret = jwtSecret,
    OrganizationId = demo?.Id,
    Engine = FleetEngine.Description,
    Storage = "memory: nothing survives a restart",
    Pid = Environment.ProcessId,
};
var files = new RunFiles(options.StateFolder, url.Port);
files.Write(run);
var fleet = app.Services.GetRequiredService<DemoFleetService>();
if (options.Fleet && demo is not null)
    fleet.Drive(new GatewayAddress(url, demo.AdminKey));

Console.WriteLine(StartScreen.Text(run, Environment.GetEnvironmentVariable("FLEET_ENGINE_WHY") ?? "as this build was made", options.Fleet ? fleet.Vehicles : 0, files.Newest));
try
{
    await app.WaitForShutdownAsync();
}
finally
{
    files.Remove();
}

return 0;

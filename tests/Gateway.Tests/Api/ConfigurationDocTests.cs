using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Fleet.Alerts;
using Fleet.Alerts.Channels;
using Fleet.Compliance;
using Fleet.Devices.Simulation;
using Fleet.Events;
using Fleet.Gateway.Api.History;
using Fleet.Gateway.Api.Pages;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Ingest;
using Fleet.Gateway.Ingest.Sockets;
using Fleet.Gateway.Protocols.SocketIo;
using Fleet.Gateway.Protocols.SpatialFlow;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Protocols.Traffic;
using Fleet.Gateway.Subscriptions;
using Fleet.Geofences;
using Fleet.Hosting;
using Fleet.Hosting.Clustering;
using Fleet.Hosting.Metrics;
using Fleet.Notifications;
using Fleet.Organizations;
using Fleet.Places;
using Fleet.Roads;
using Fleet.Silo;
using Fleet.Storage;
using Fleet.Storage.Postgres;
using Fleet.Traffic;
using Fleet.Trips;
using Fleet.Vehicles;
using Fleet.Webhooks;
using Fleet.Workflows;

namespace Fleet.Gateway.Api;

public sealed partial class ConfigurationDocTests
{
    private static readonly (string Section, Type Type)[] Options =
    [
        (AuthOptions.Section, typeof(AuthOptions)), (IngestOptions.Section, typeof(IngestOptions)),
        (IngestSocketOptions.Section, typeof(IngestSocketOptions)), (ApiOptions.Section, typeof(ApiOptions)),
        (HistoryOptions.Section, typeof(HistoryOptions)), (DashboardOptions.Section, typeof(DashboardOptions)),
        (ConnectionOptions.Section, typeof(ConnectionOptions)), (SubscriptionOptions.Section, typeof(SubscriptionOptions)),
        (StreamingOptions.Section, typeof(StreamingOptions)), ("Fleet", typeof(ShardOptions)), ("Fleet:Geofences", typeof(GeofenceShapeLimits)),
        (MemoryDirectoryOptions.Section, typeof(MemoryDirectoryOptions)), (MetricsOptions.Section, typeof(MetricsOptions)),
        (ClusterSettings.Section, typeof(ClusterSettings)),
        (StorageOptions.Section, typeof(StorageOptions)),
        ("Fleet:Vehicles", typeof(VehicleOptions)), ("Fleet:Trips", typeof(TripOptions)), ("Fleet:Organizations", typeof(OrganizationOptions)), ("Fleet:HoursOfService", typeof(HoursOfServiceOptions)),
        ("Fleet:GeofenceCatalog", typeof(GeofenceOptions)), ("Fleet:Roads", typeof(RoadLayerLimits)), ("Fleet:Places", typeof(PlaceLayerLimits)), (RecoveryOptions.Section, typeof(RecoveryOptions)), (DemoFleetOptions.Section, typeof(DemoFleetOptions)),
        (SocketIoOptions.Section, typeof(SocketIoOptions)), (SpatialFlowOptions.Section, typeof(SpatialFlowOptions)), ("Fleet:Notifications", typeof(InboxOptions)),
        (AlertOptions.Section, typeof(AlertOptions)), (MailOptions.Section, typeof(MailOptions)), (SmsOptions.Section, typeof(SmsOptions)), (PushOptions.Section, typeof(PushOptions)),
        (OutboundOptions.Section, typeof(OutboundOptions)), (OutboundOptions.Section, typeof(WebhookOptions)), ("Fleet:Workflows", typeof(WorkflowOptions)),
        (TrafficSocketOptions.Section, typeof(TrafficSocketOptions)), ("Fleet:Traffic", typeof(TrafficOptions)),
    ];

    [Fact]
    public void Table_and_code_have_the_same_options_defaults_and_ranges()
    {
        var documented = Row().Matches(File.ReadAllText(DocPath()))
            .ToDictionary(m => m.Groups["key"].Value, m => (m.Groups["default"].Value.Trim(), m.Groups["range"].Value.Trim()));
        var coded = Options.SelectMany(o => PropertiesOf(o.Type).Select(p => (Key: o.Section + ":" + p.Name, Text: (DefaultOf(o.Type, p), RangeOf(p)))))
            .Append((Key: FleetStorage.DatabaseKey, Text: ("(none)", ""))).ToDictionary(p => p.Key, p => p.Text);
        Assert.Equal(coded.Keys.Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        Assert.All(coded, option => Assert.Equal((option.Key, option.Value), (option.Key, documented[option.Key])));
    }

    /// <summary>An options class that nobody put into the list above would be undocumented without anyone noticing.</summary>
    [Fact]
    public void Every_options_class_is_in_the_table() =>
        Assert.Empty(new[] { typeof(GatewayServices), typeof(FleetStorage), typeof(FleetSilo), typeof(StorageOptions), typeof(DemoFleetOptions), typeof(VehicleOptions) }
            .SelectMany(t => t.Assembly.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false }
                && (t.GetField("Section", BindingFlags.Public | BindingFlags.Static) is not null
                    || (t.Assembly == typeof(VehicleOptions).Assembly && t.Name.EndsWith("Options", StringComparison.Ordinal))))
            .Except(Options.Select(o => o.Type)));

    private static PropertyInfo[] PropertiesOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static string DefaultOf(Type type, PropertyInfo property) => property.GetValue(Activator.CreateInstance(type)) switch
    {
        null or System.Collections.ICollection { Count: 0 } => "(none)",
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => UtcTimeConverter.Format(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    private static string RangeOf(PropertyInfo property) =>
        property.GetCustomAttribute<RangeAttribute>() is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} … {range.Maximum}")
            : property.GetCustomAttribute<StringLengthAttribute>() is { } length ? $"at most {length.MaximumLength} characters" : "";

    private static string DocPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "global.json")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "docs", "configuration.md");
    }

    [GeneratedRegex(@"^\| `(?<key>[\w:]+)` \|(?<default>[^|]*)\|(?<range>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

using System.Net;
using Fleet.Gateway.Api.Pages;
using Fleet.Gateway.Fakes;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api;

public sealed class DashboardPageTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("fleet-dashboard").FullName;

    public DashboardPageTests()
    {
        File.WriteAllText(Path.Combine(_folder, "index.html"), "<title>built</title>");
        File.WriteAllText(Path.Combine(_folder, "app-1234.js"), "1");
    }

    [Fact]
    public async Task Built_dashboard_is_served_and_its_parts_may_be_kept_but_the_page_not()
    {
        await using var host = await GatewayHost.Start(
            ("Gateway:Dashboard:Folder", _folder), ("Gateway:Dashboard:TileUrl", "/tiles/{z}/{x}/{y}.png"), ("Gateway:Dashboard:TileAttribution", "somebody"));
        var page = await host.Client.GetAsync("/");
        Assert.Equal("<title>built</title>", await page.Content.ReadAsStringAsync());
        Assert.True(page.Headers.CacheControl!.NoCache);
        var part = await host.Client.GetAsync("/dashboard/app-1234.js");
        Assert.Equal("text/javascript", part.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", part.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var (_, config, _) = await host.Send(HttpMethod.Get, "/dashboard/config.json", null);
        Assert.Equal(("/tiles/{z}/{x}/{y}.png", "somebody"), ((string?)config!["tile_url"], (string?)config["tile_attribution"]));
    }

    [Fact]
    public async Task The_link_in_a_message_about_an_alert_opens_the_page()
    {
        await using var host = await GatewayHost.Start(("Gateway:Dashboard:Folder", _folder));
        Assert.Equal("<title>built</title>", await host.Client.GetStringAsync(new Uri("/alerts/0a1b-night-speeding", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(new Uri("/alerts/a/b", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("/dashboard/..%2f..%2fetc/passwd")]
    [InlineData("/dashboard/%2e%2e/secret")]
    [InlineData("/dashboard/nothing.js")]
    public async Task Nothing_outside_of_the_folder_is_served(string path)
    {
        await using var host = await GatewayHost.Start(("Gateway:Dashboard:Folder", _folder));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/there/is/no/such/folder")]
    public async Task Without_a_built_dashboard_the_page_says_how_to_build_it(string folder)
    {
        await using var host = await GatewayHost.Start(("Gateway:Dashboard:Folder", folder));
        var page = await host.Client.GetAsync("/");
        Assert.Contains("./fleet up", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(StartPage.StyleHash, page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_policy_lets_in_no_inline_code_and_pictures_only_from_the_tiles()
    {
        await using var host = await GatewayHost.Start(("Gateway:Dashboard:TileUrl", "https://{s}.tiles.example.org/{z}/{x}/{y}.png"));
        var policy = (await host.Client.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("img-src 'self' data: https://*.tiles.example.org;", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:{z}{x}{y}")]
    [InlineData("https://tiles.example.org/")]
    [InlineData("tiles/{z}/{x}/{y}")]
    [InlineData("//tiles.example.org/{z}/{x}/{y}")]
    public async Task Tile_address_that_is_none_stops_the_start_and_names_the_key(string url)
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.Start(("Gateway:Dashboard:TileUrl", url)));
        Assert.Contains("Gateway:Dashboard:TileUrl", wrong.Message, StringComparison.Ordinal);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}

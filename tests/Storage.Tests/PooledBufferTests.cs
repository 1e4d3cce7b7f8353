using System.Buffers;

namespace Fleet.Storage;

public class PooledBufferTests
{
    [Fact]
    public void Everything_written_is_there_in_order_however_often_it_grew()
    {
        using var buffer = new PooledBuffer(16);
        var expected = new List<byte>();
        for (var i = 0; i < 1_000; i++)
        {
            byte[] piece = [.. Enumerable.Repeat((byte)i, i % 100)];
            expected.AddRange(piece);
            if (i % 2 == 0)
            {
                buffer.Write(piece);
                continue;
            }

            piece.CopyTo(buffer.GetMemory(piece.Length));
            buffer.Advance(piece.Length);
        }

        Assert.Equal(expected, buffer.Written.ToArray());
    }

    [Fact]
    public void There_is_always_room_for_at_least_what_was_asked_for()
    {
        using var buffer = new PooledBuffer(16);
        Assert.NotEqual(0, buffer.GetSpan().Length);
        buffer.Advance(buffer.GetSpan().Length);
        Assert.NotEqual(0, buffer.GetSpan().Length);
        Assert.InRange(buffer.GetMemory(100_000).Length, 100_000, int.MaxValue);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void Nobody_advances_over_bytes_that_are_not_there(int count)
    {
        using var buffer = new PooledBuffer(16);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(count));
    }
}

from tests.storage.homes import *
async def test_x(stage):
    r = await stage.raised(route(), "hello")
    assert (await stage.routes())[r.handle] == route()

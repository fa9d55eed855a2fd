// The window starts here: styles, then the one component that holds all others.
import { mount } from "svelte";
import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/source-serif-4/index.css";
import "@fontsource-variable/source-serif-4/wght-italic.css";
import "./style/faces.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/copy.css";
import "./style/find.css";
import "./style/typing.css";
import "./style/notes.css";
import "./style/block.css";
import "./style/print.css";
import App from "./App.svelte";
import { room } from "./stores/room.svelte";

const place = document.getElementById("app");
if (place) mount(App, { target: place });
void room.start().catch((thrown: unknown) => room.screen.fail(thrown));

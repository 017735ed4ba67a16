# La puerta de la oficina: lo que leen ayudantía, jefatura de unidad, producción y regiduría. Nada depende de una línea.

office-title = Oficina
office-what = Este es el lado de Ghostlight para la oficina de { $production }.
office-now = Ahora no hay nada aquí para ti: ninguna escena y ninguna tarea tuya.
office-never = Lo que nunca está aquí: una inquietud, sus palabras, cuántas, una hora, quién escribió, a quién se preguntó, o si alguien lo hizo. Desde este lado no hay camino hasta ello.
office-you-too = Tú también puedes escribir, como todo el mundo en la producción: en tu propio chat conmigo, no aquí.
office-press-who = ¿Quién se ha quejado?
office-press-home = Qué hay aquí
office-who-title = ¿Quién se ha quejado?
office-by-design = Eso no está al alcance de nadie, por diseño.
office-same = No puedo buscarlo, y desde aquí nadie puede. Esta respuesta es la misma cada día y para quien pregunte, así que no dice nada de nadie. Lo que escribes aquí no lo guardo y no va a nadie.
office-can-have = Lo que puedes tener
office-ask = Pregunta a { $coordinators } qué necesita el set. Te dirá qué hacer, no quién dijo qué.
office-ask-nobody = Pregunta a quien coordina qué necesita el set. Te dirá qué hacer, no quién dijo qué.
office-effect = El efecto, cuando lo hay: lo que cambia ese día, puesto a mano por quien coordina y nunca contando.
office-outside-too = La ayuda de fuera también es para la oficina.
office-emergency = Emergencias
office-medic = Personal médico
office-outside = Ayuda de fuera
